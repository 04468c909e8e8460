import type { PendingChange, PendingGroup } from "@healthops/replica/outbox/pending-groups";

/** The code that the other changes of a refused group carry. */
const BECAUSE_OF_ANOTHER = "group_rejected";

/** The change for which the hub refused a group. */
export function culpritOf(group: PendingGroup): PendingChange | undefined {
  const refused = group.changes.filter(({ refusal }) => refusal !== null);
  return refused.find(({ refusal }) => refusal?.code !== BECAUSE_OF_ANOTHER) ?? refused[0];
}

/** Why the hub refused a group, with what each field at fault takes. */
export function refusalText(group: PendingGroup): string {
  const refusal = culpritOf(group)?.refusal;
  if (refusal === null || refusal === undefined) return "";
  const lines = refusal.faults.flatMap(({ field, message, allowed }) => {
    const told = refusal.message.includes(message) ? [] : [message];
    const takes = allowed === undefined ? [] : [`Allowed: ${allowed}.`];
    return told.length + takes.length === 0 ? [] : [`${field}: ${[...told, ...takes].join(" ")}`];
  });
  return [refusal.message, ...lines].join("\n  ");
}
