import { useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { useWholeList } from "@healthops/ui/data/use-whole-list";
import type { Watched } from "@healthops/ui/data/watched";
import { valueOr } from "@healthops/ui/data/watched";
import type { StoredRecord } from "@healthops/schema/record";
import { useMemo } from "react";
import { dateWarnings } from "../../rules/vehicle-warnings.ts";
import { warnDaysAhead } from "../../settings.ts";
import type { Fleet } from "./fleet.ts";
import { assignedAt, assignmentOf, driverOf, settingOf, vehicleOf } from "./fleet.ts";

const ALL = { all: [] } as const;
const NONE: ReadonlyMap<string, StoredRecord> = new Map();

/** Follows the fleet of a region, or of all (`siteId` null), as it is at `now_ms`. */
export function useFleet(
  siteId: string | null,
  now_ms: number,
  compare: (a: string, b: string) => number,
): Watched<Fleet> {
  const where = siteId === null ? ALL : ({ field: "siteId", op: "eq", value: siteId } as const);
  const vehicles = useWholeList("vehicles", where);
  const drivers = useWholeList("drivers", where);
  const assignments = useWholeList("vehicle_assignments", where);
  const today = useTodayAt(siteId);
  const settings = valueOr(useWholeList("workforce_settings", ALL), NONE);
  return useMemo((): Watched<Fleet> => {
    if (vehicles.state !== "ready") return vehicles;
    if (drivers.state !== "ready") return drivers;
    if (assignments.state !== "ready") return assignments;
    const given = [...settings.values()].map(settingOf);
    const cars = [...vehicles.value.values()].map(vehicleOf);
    const people = [...drivers.value.values()].map(driverOf);
    const known = [...assignments.value.values()].map(assignmentOf);
    // What was just ended has ended, also before the minute is over.
    const now = new Date(Math.max(now_ms, Date.now())).toISOString();
    const warnings = dateWarnings(cars, people, today, warnDaysAhead(given, siteId));
    const value: Fleet = {
      vehicles: cars.toSorted((a, b) => compare(a.plate, b.plate)),
      drivers: people.toSorted((a, b) => compare(a.fullName, b.fullName)),
      assignments: known.toSorted((a, b) => (a.startsAt < b.startsAt ? 1 : -1)),
      byVehicle: assignedAt(known, now, "vehicleId"),
      byDriver: assignedAt(known, now, "driverId"),
      warnings: Map.groupBy(warnings, ({ id }) => id),
    };
    return { state: "ready", value };
  }, [vehicles, drivers, assignments, settings, siteId, today, now_ms, compare]);
}
