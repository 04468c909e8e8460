import type { Change } from "@healthops/replica/outbox/change";

/** A change that creates an exercise with a name that tests can find again. */
export function exercise(personId: string, activity: string, note: string | null = null): Change {
  const fields = { personId, performedOn: "2026-03-01", activity, durationMinutes: 30, note };
  return { op: "create", collection: "exercises", fields };
}
