/** Who drives a vehicle, from a moment until before another; `endsAt` null: until further notice. */
export interface Assignment {
  readonly id: string;
  readonly vehicleId: string;
  readonly driverId: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
}

/** Whether two half-open times share a moment: one may begin where the other ends. */
function overlap(
  a: Pick<Assignment, "startsAt" | "endsAt">,
  b: Pick<Assignment, "startsAt" | "endsAt">,
): boolean {
  return (
    (b.endsAt === null || a.startsAt < b.endsAt) && (a.endsAt === null || b.startsAt < a.endsAt)
  );
}

/** What stands in an assignment's way. */
export interface Clash {
  readonly by: "vehicle" | "driver";
  readonly other: Assignment;
}

/** The first of the others that has the same vehicle or driver at the same time; null: none. */
export function clashOf(one: Assignment, others: Iterable<Assignment>): Clash | null {
  for (const other of others) {
    if (other.id === one.id || !overlap(one, other)) continue;
    if (other.vehicleId === one.vehicleId) return { by: "vehicle", other };
    if (other.driverId === one.driverId) return { by: "driver", other };
  }
  return null;
}
