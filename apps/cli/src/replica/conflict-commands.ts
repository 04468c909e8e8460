import type { Choice, Choices } from "@healthops/replica/conflicts/plan-resolution";
import { clashOf } from "@healthops/replica/conflicts/plan-resolution";
import type { Replica } from "@healthops/replica/replica";
import { conflicts } from "@healthops/schema/core/conflicts";
import { people } from "@healthops/schema/core/people";
import type { FieldValue } from "@healthops/schema/field";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";
import { usageProblem } from "../exit-status.ts";
import { splitAssignment } from "../input/assignments.ts";
import { invalidValue, typedValue } from "../input/typed-value.ts";
import { printJson, printText } from "../output/print.ts";
import { recordJson, valueText } from "../output/record-text.ts";
import { tableText } from "../output/table.ts";
import { unknownRecord } from "./change-records.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";
import { shortId, wholeId } from "./record-id.ts";
import { reportChange } from "./report-change.ts";

/** `replica conflicts`: both sides of what clashed; open ones, or `all`. */
export async function conflictsCommand(options: DeviceOptions, all: boolean): Promise<void> {
  await withDevice(options, async (device) => {
    const open = { field: "status", op: "eq", value: "open" } as const;
    const { records } = await device.replica.list(conflicts.name, {
      ...(all ? {} : { where: open }),
      limit: LIMIT_MAX,
    });
    if (options.json) return printJson({ records: records.map(recordJson) });
    if (records.length === 0) return printText(all ? "No conflicts." : "No open conflicts.");
    for (const record of records) printText(await conflictText(device, record));
  });
}

/** `replica resolve`: `mine`, `theirs`, or a choice for each field. */
export async function resolveCommand(
  typed: string,
  choices: readonly string[],
  options: DeviceOptions,
): Promise<void> {
  await withDevice(options, async (device) => {
    const { replica } = device;
    const id = await wholeId(device, conflicts, typed);
    const conflict = await replica.get(conflicts.name, id);
    if (conflict === null) throw unknownRecord(conflicts.name, id);
    const accepted = await replica.resolve(id, choicesOf(replica.schema, conflict, choices));
    await reportChange(device, options, accepted, `Resolved conflict ${shortId(id)}`);
  });
}

/** `replica restore`: brings back the side that lost. */
export async function restoreCommand(
  typed: string,
  field: string,
  options: DeviceOptions,
): Promise<void> {
  await withDevice(options, async (device) => {
    const id = await wholeId(device, conflicts, typed);
    const accepted = await device.replica.restoreLoser(id, field);
    await reportChange(device, options, accepted, `Restored ${field} in conflict ${shortId(id)}`);
  });
}

/** `mine`, or `field=mine field==text …`; two equal signs for a text that is one of the two words. */
function choicesOf(schema: Schema, conflict: StoredRecord, texts: readonly string[]): Choices {
  const [first] = texts;
  if (texts.length === 1 && (first === "mine" || first === "theirs")) return first;
  if (texts.length === 0) {
    throw usageProblem(
      "Say mine or theirs, or for each field: field=mine, field=theirs or a value.",
    );
  }
  const collection = collectionNamed(schema, clashOf(conflict.content).collection);
  const choices = texts.map((text): [string, Choice] => {
    const [name, choice] = splitAssignment(text);
    if (choice === "mine" || choice === "theirs") return [name, choice];
    const field = collection.fields[name];
    if (field === undefined) {
      const known = Object.keys(clashOf(conflict.content).mine).join(", ");
      throw invalidValue([{ field: name, message: "is not in conflict", allowed: known }]);
    }
    return [name, { value: typedValue(name, field, choice.replace(/^=/, "")) }];
  });
  return Object.fromEntries(choices);
}

async function conflictText({ replica }: Device, conflict: StoredRecord): Promise<string> {
  const { collection: name, recordId, mine, theirs } = clashOf(conflict.content);
  const record = await replica.get(name, recordId);
  const title = record && titleOf(collectionNamed(replica.schema, name), record.content);
  const { kind, status, outcome } = conflict.content;
  const mineBy = await authorOf(replica, conflict.content["mineBy"], conflict.content["mineAt"]);
  const theirsBy = await authorOf(
    replica,
    conflict.content["theirsBy"],
    conflict.content["theirsAt"],
  );
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const decided = (outcome ?? {}) as Readonly<Record<string, string>>;
  const rows = fields.map((field) => [
    field,
    valueText(mine[field]),
    valueText(theirs[field]),
    decided[field] ?? "",
  ]);
  const about = `${name} ${shortId(recordId)}${title === null ? "" : ` "${title}"`}`;
  return [
    `conflict ${shortId(conflict.id)}  ${about}  ${KINDS[String(kind)] ?? String(kind)}, ${status}`,
    indented(
      tableText(
        [
          { title: "field" },
          { title: `mine: ${mineBy}` },
          { title: `theirs: ${theirsBy}` },
          { title: status === "open" ? "" : "outcome" },
        ],
        rows,
      ),
    ),
  ].join("\n");
}

/** Who gave a side its value and when: "mine" is the later arrival, on whatever device one looks. */
async function authorOf(
  replica: Replica,
  person: FieldValue | undefined,
  at: FieldValue | undefined,
): Promise<string> {
  const time = String(at ?? "").replace(/T(.{8}).*/, " $1");
  if (typeof person !== "string") return time;
  const record = await replica.get(people.name, person);
  const name = record === null ? shortId(person) : String(record.content["displayName"]);
  return `${name}, ${time}`;
}

const KINDS: Readonly<Record<string, string>> = {
  fields: "both changed the same field",
  edit_of_deleted: "changed here, deleted there",
  delete_of_edited: "deleted here, changed there",
};

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
