import type { ContentOf } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import type { drivers } from "../../collections/drivers.ts";
import type { vehicleAssignments } from "../../collections/vehicle-assignments.ts";
import type { vehicles } from "../../collections/vehicles.ts";
import type { workforceSettings } from "../../collections/workforce-settings.ts";
import type { DateWarning } from "../../rules/vehicle-warnings.ts";

export type Vehicle = ContentOf<typeof vehicles> & { readonly id: string };
export type Driver = ContentOf<typeof drivers> & { readonly id: string };
export type FleetAssignment = ContentOf<typeof vehicleAssignments> & { readonly id: string };

// What the replica holds was validated by the declaration: this is where it gets its type.

export function vehicleOf({ id, content }: StoredRecord): Vehicle {
  return { ...(content as ContentOf<typeof vehicles>), id };
}

export function driverOf({ id, content }: StoredRecord): Driver {
  return { ...(content as ContentOf<typeof drivers>), id };
}

export function assignmentOf({ id, content }: StoredRecord): FleetAssignment {
  return { ...(content as ContentOf<typeof vehicleAssignments>), id };
}

export function settingOf({ content }: StoredRecord): ContentOf<typeof workforceSettings> {
  return content as ContentOf<typeof workforceSettings>;
}

/** Vehicles, drivers, who has what now, and which dates want somebody's attention. */
export interface Fleet {
  readonly vehicles: readonly Vehicle[];
  readonly drivers: readonly Driver[];
  /** All that are known, newest first. */
  readonly assignments: readonly FleetAssignment[];
  readonly byVehicle: ReadonlyMap<string, FleetAssignment>;
  readonly byDriver: ReadonlyMap<string, FleetAssignment>;
  /** By the id of the vehicle or driver, the most urgent first. */
  readonly warnings: ReadonlyMap<string, readonly DateWarning[]>;
}

/** The assignments that hold at a moment (ISO, UTC), by what they are about. */
export function assignedAt(
  assignments: readonly FleetAssignment[],
  moment: string,
  about: "vehicleId" | "driverId",
): ReadonlyMap<string, FleetAssignment> {
  const now = assignments.filter(
    ({ startsAt, endsAt }) => startsAt <= moment && (endsAt === null || endsAt > moment),
  );
  return new Map(now.map((one) => [one[about], one]));
}

/** How pressing a date is: `null` when it is far off. */
export function toneOf(warning: DateWarning | undefined): "bad" | "warn" | null {
  if (warning === undefined) return null;
  return warning.daysLeft < 0 ? "bad" : "warn";
}

export interface Bar {
  readonly assignment: FleetAssignment;
  /** Share of the time shown, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/** Where assignments lie in a stretch of time (epoch ms, half-open); those outside it are left out. */
export function barsOf(
  assignments: readonly FleetAssignment[],
  from_ms: number,
  to_ms: number,
): readonly Bar[] {
  const share = (at_ms: number): number =>
    Math.min(1, Math.max(0, (at_ms - from_ms) / (to_ms - from_ms)));
  return assignments
    .map((assignment): Bar => {
      const { startsAt, endsAt } = assignment;
      const to = endsAt === null ? 1 : share(Date.parse(endsAt));
      return { assignment, from: share(Date.parse(startsAt)), to };
    })
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
}
