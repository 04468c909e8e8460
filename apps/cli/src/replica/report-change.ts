import { isProblem, Problem } from "@healthops/base/problem";
import type { Accepted } from "@healthops/replica/outbox/change";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import { note, printJson, printText } from "../output/print.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { refusalText } from "./refusal-text.ts";

const OPEN = ["waiting", "sent", "rejected", "held"] as const;

/**
 * Says what became of a change: pushed at once when the hub is there, else kept for the next sync.
 * Throws Problem `change_rejected` when the hub refused it; the change stays on the device.
 */
export async function reportChange(
  device: Device,
  options: DeviceOptions,
  accepted: Accepted,
  done: string,
): Promise<void> {
  const { conflicts, problem } = await push(device, options.offline);
  const pending = await device.replica.pending(OPEN);
  const open = pending.find(({ group }) => group === accepted.group);
  if (options.json) {
    printJson({
      group: accepted.group,
      ids: accepted.ids,
      state: open?.state ?? "accepted",
      conflicts,
      refusals: open?.changes.flatMap(({ refusal }) => refusal ?? []) ?? [],
    });
  } else {
    printText(`${done}${open === undefined ? "" : " on this device"}.`);
  }
  if (open?.state === "rejected") throw rejected(open);
  if (open !== undefined) note(waitingText(open, problem));
  if (conflicts > 0) note("Somebody else had changed it too: see `conflicts`.");
}

function waitingText({ state }: PendingGroup, problem: Problem | null): string {
  if (state === "held") return "It waits: the hub has refused a change that it builds on.";
  return problem === null ? "It is sent at the next sync." : `Not sent yet: ${problem.message}`;
}

async function push(
  { replica }: Device,
  offline: boolean,
): Promise<{ conflicts: number; problem: Problem | null }> {
  if (offline) return { conflicts: 0, problem: null };
  try {
    const { conflicts } = await replica.sync();
    return { conflicts, problem: null };
  } catch (error) {
    if (isProblem(error)) return { conflicts: 0, problem: error };
    throw error;
  }
}

function rejected(group: PendingGroup): Problem {
  return new Problem({
    code: "change_rejected",
    status: 422,
    message: `The hub refused it: ${refusalText(group)}\nIt is kept here as group ${group.group}: correct it (\`correct ${group.group} field=value\`) or take it back (\`discard ${group.group}\`).`,
  });
}
