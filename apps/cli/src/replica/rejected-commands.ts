import { Problem } from "@healthops/base/problem";
import type { Change } from "@healthops/replica/outbox/change";
import type { PendingChange, PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type { Replica } from "@healthops/replica/replica";
import { collectionNamed } from "@healthops/schema/schema";
import { createFields, patchFields } from "../input/assignments.ts";
import { usageProblem } from "../exit-status.ts";
import { printJson, printText } from "../output/print.ts";
import { valueText } from "../output/record-text.ts";
import type { DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";
import { shortId } from "./record-id.ts";
import { culpritOf, refusalText } from "./refusal-text.ts";
import { reportChange } from "./report-change.ts";

/** `replica rejected`: what the hub refused, with its reasons, and what is held back by it. */
export async function rejectedCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async ({ replica }) => {
    const groups = await replica.pending(["rejected", "held"]);
    if (options.json) return printJson({ groups });
    if (groups.length === 0) return printText("The hub has refused nothing.");
    for (const group of groups) printText(groupText(group));
  });
}

/** `replica discard`: takes back changes that the hub has not accepted. */
export async function discardCommand(
  typed: string,
  dependents: boolean,
  options: DeviceOptions,
): Promise<void> {
  const group = groupNumber(typed);
  await withDevice(options, async ({ replica }) => {
    const discarded = await replica.discard(group, { dependents });
    if (options.json) printJson({ discarded });
    else printText(`Discarded group ${discarded.join(", ")}.`);
  });
}

/** `replica correct`: the refused change again, with other values for some fields. */
export async function correctCommand(
  typed: string,
  assignments: readonly string[],
  options: DeviceOptions,
): Promise<void> {
  const number = groupNumber(typed);
  await withDevice(options, async (device) => {
    const { replica } = device;
    const group = (await replica.rejected()).find((one) => one.group === number);
    if (group === undefined) throw unknownGroup(number);
    const culprit = culpritOf(group);
    const changes = group.changes.map((change) =>
      change === culprit
        ? corrected(replica, change, assignments)
        : changeOf(change, change.fields),
    );
    const accepted = await replica.correct(number, changes);
    await reportChange(device, options, accepted, `Corrected group ${number}`);
  });
}

function corrected(
  replica: Replica,
  change: PendingChange,
  assignments: readonly string[],
): Change {
  const collection = collectionNamed(replica.schema, change.collection);
  const read = change.op === "create" ? createFields : patchFields;
  return changeOf(change, { ...change.fields, ...read(collection, assignments) });
}

function changeOf(
  { op, collection, id }: PendingChange,
  fields: Readonly<Record<string, unknown>>,
): Change {
  return op === "create" || op === "update"
    ? { op, collection, id, fields }
    : { op, collection, id };
}

function groupText(group: PendingGroup): string {
  const lines = group.changes.map(({ op, collection, id, fields }) => {
    const values = Object.entries(fields).map(
      ([name, value]) => `${name}=${valueText(value as never)}`,
    );
    return `  ${op} ${collection} ${shortId(id)}  ${values.join(" ")}`;
  });
  const reason = group.state === "held" ? "waits for a group that was refused" : refusalText(group);
  return [`group ${group.group}  ${reason}`, ...lines].join("\n");
}

function groupNumber(typed: string): number {
  if (/^\d{1,12}$/.test(typed)) return Number(typed);
  throw usageProblem(`A group is a number, as \`rejected\` shows it; "${typed}" is none.`);
}

function unknownGroup(group: number): Problem {
  return new Problem({
    code: "unknown_group",
    status: 404,
    message: `Group ${group} is not among the refused ones; see \`rejected\`.`,
  });
}
