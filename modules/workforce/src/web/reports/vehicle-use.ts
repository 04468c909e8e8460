import type { ContentOf } from "@healthops/schema/collection";
import { readAll } from "@healthops/ui/reports/read-all";
import type { ReportRun } from "@healthops/ui/reports/use-report-run";
import type { drivers } from "../../collections/drivers.ts";
import type { vehicleAssignments } from "../../collections/vehicle-assignments.ts";
import type { vehicles } from "../../collections/vehicles.ts";
import type { DateWarning } from "../../rules/vehicle-warnings.ts";
import { dateWarnings } from "../../rules/vehicle-warnings.ts";

type Vehicle = ContentOf<typeof vehicles> & { readonly id: string };
type Driver = ContentOf<typeof drivers> & { readonly id: string };

const DAY_ms = 86_400_000;

/** A time within a period in which somebody drove a vehicle. */
export interface VehicleUse {
  readonly id: string;
  readonly siteId: string;
  readonly vehicleId: string;
  /** Null when the vehicle is not on this device any more; the same of the driver. */
  readonly plate: string | null;
  readonly driver: string | null;
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** Days of it that lie in the period: what is shared of both, in ms, by 24 hours. */
  readonly days: number;
}

export interface VehicleFacts {
  readonly uses: readonly VehicleUse[];
  readonly warnings: readonly (DateWarning & { readonly name: string; readonly siteId: string })[];
}

/** Moments, the second one no longer within. */
export interface MomentRange {
  readonly from_ms: number;
  readonly until_ms: number;
}

interface Asked {
  readonly siteIds: readonly string[];
  readonly period: MomentRange;
  readonly today: string;
  readonly daysAhead: number;
}

/** Who drove what in a period, and which dates of vehicles and drivers run out. */
export async function vehicleFacts(
  { reader, step }: Pick<ReportRun, "reader" | "step">,
  { siteIds, period, today, daysAhead }: Asked,
): Promise<VehicleFacts> {
  const uses: VehicleUse[] = [];
  const warnings: VehicleFacts["warnings"][number][] = [];
  for (const [at, siteId] of siteIds.entries()) {
    const here = { field: "siteId", op: "eq", value: siteId } as const;
    const until = new Date(period.until_ms).toISOString();
    const begun = { all: [here, { field: "startsAt", op: "lt", value: until }] } as const;
    const [cars, people, assignments] = await Promise.all([
      readAll(reader, "vehicles", here, "plate"),
      readAll(reader, "drivers", here, "fullName"),
      readAll(reader, "vehicle_assignments", begun, "startsAt"),
    ]);
    const known = cars.map(({ id, content }): Vehicle =>
      Object.assign({ id }, content as ContentOf<typeof vehicles>),
    );
    const driving = people.map(({ id, content }): Driver =>
      Object.assign({ id }, content as ContentOf<typeof drivers>),
    );
    const plates = new Map(known.map(({ id, plate }) => [id, plate]));
    const names = new Map(driving.map(({ id, fullName }) => [id, fullName]));
    for (const { id, content } of assignments) {
      const assignment = content as ContentOf<typeof vehicleAssignments>;
      const days = daysWithin(assignment, period);
      if (days <= 0) continue;
      const { vehicleId, driverId, startsAt, endsAt } = assignment;
      const [plate, driver] = [plates.get(vehicleId) ?? null, names.get(driverId) ?? null];
      uses.push({ id, siteId, vehicleId, plate, driver, startsAt, endsAt, days });
    }
    for (const warning of dateWarnings(known, driving, today, daysAhead)) {
      const name = plates.get(warning.id) ?? names.get(warning.id) ?? "";
      warnings.push({ ...warning, name, siteId });
    }
    await step((at + 1) / siteIds.length);
  }
  return { uses, warnings: warnings.toSorted((a, b) => a.daysLeft - b.daysLeft) };
}

/** Days of an assignment within a period; one without an end goes on through all of it. */
export function daysWithin(
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string | null },
  { from_ms, until_ms }: MomentRange,
): number {
  const start = Math.max(Date.parse(startsAt), from_ms);
  const end = Math.min(endsAt === null ? until_ms : Date.parse(endsAt), until_ms);
  return Math.max(0, end - start) / DAY_ms;
}
