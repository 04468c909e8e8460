import type { PendingChange, PendingGroup } from "@healthops/replica/outbox/pending-groups";

/** The code that the other changes of a refused group carry. */
const BECAUSE_OF_ANOTHER = "group_rejected";

/** The change for which the hub refused a group. */
export function culpritOf(group: PendingGroup): PendingChange | undefined {
  const refused = group.changes.filter(({ refusal }) => refusal !== null);
  return refused.find(({ refusal }) => refusal?.code !== BECAUSE_OF_ANOTHER) ?? refused[0];
}

/** Why the hub refused a group, with each field that is at fault. */
export function refusalText(group: PendingGroup): string {
  const refusal = culpritOf(group)?.refusal;
  if (refusal === null || refusal === undefined) return "";
  const faults = refusal.faults.map(({ field, message, allowed }) =>
    allowed === undefined ? `${field}: ${message}` : `${field}: ${message} Allowed: ${allowed}.`,
  );
  return [refusal.message, ...faults].join("\n  ");
}
