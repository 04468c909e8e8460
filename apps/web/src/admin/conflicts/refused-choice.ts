import { sameValue } from "@healthops/protocol/merge/same-value";
import type { RefusedRecord, RefusedWork, TakeOverRequest } from "@healthops/protocol/wire/refused";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { FieldChoice } from "@healthops/ui/conflicts/clash-field.tsx";
import { ownFault } from "@healthops/ui/conflicts/own-value.tsx";

/** What somebody takes over of one record, while they choose. */
export interface RecordChoice {
  /** Of a deletion, or of bringing a deleted record back: whether that is to happen. */
  readonly whole: boolean;
  /** A field that is not here is taken as it was wanted. */
  readonly fields: Readonly<Record<string, FieldChoice>>;
}

export const AS_WANTED: RecordChoice = { whole: true, fields: {} };

/** Why nothing of a record can be taken over; null when something can. */
export type Obstacle = "withheld" | "unknownKind" | "gone" | "same" | null;

/** The fields that one decides on, in the order in which the record declares them. */
export function decidedFields(record: RefusedRecord, about: Collection): readonly string[] {
  const wanted = (record.wanted ?? {}) as Content;
  const now = (record.present?.content ?? {}) as Content;
  return Object.keys(about.fields).filter(
    (name) => name in wanted && !sameValue(wanted[name] ?? null, now[name] ?? null),
  );
}

export function obstacleOf(record: RefusedRecord, about: Collection | undefined): Obstacle {
  if (record.withheld) return "withheld";
  if (about === undefined) return "unknownKind";
  const { op, present } = record;
  if (op === "delete") return present === null || present.deleted ? "gone" : null;
  if (present === null) return op === "create" ? null : "gone";
  if (present.deleted) return null;
  return decidedFields(record, about).length === 0 ? "same" : null;
}

/** What is to be sent for the record; null when nothing of it was chosen. */
export function takenFields(
  record: RefusedRecord,
  about: Collection,
  choice: RecordChoice,
): TakeOverRequest["records"][number]["fields"] | null {
  const isWhole = record.op === "delete" || record.present?.deleted === true;
  if (isWhole && !choice.whole) return null;
  if (record.op === "delete") return {};
  const wanted = (record.wanted ?? {}) as Content;
  const fields: Record<string, FieldValue> = {};
  for (const name of decidedFields(record, about)) {
    const chosen = choice.fields[name] ?? "mine";
    if (chosen === "theirs") continue;
    fields[name] = typeof chosen === "string" ? (wanted[name] ?? null) : chosen.value;
  }
  return Object.keys(fields).length === 0 && !isWhole ? null : fields;
}

/** What is to be taken over of all records, as it was chosen so far. */
export interface Taken {
  /** Whether something could be taken over at all. */
  readonly possible: boolean;
  /** Whether what is typed can be sent. */
  readonly valid: boolean;
  readonly records: TakeOverRequest["records"];
}

export function takenRecords(
  { records }: Pick<RefusedWork, "records">,
  collections: ReadonlyMap<string, Collection>,
  choices: ReadonlyMap<string, RecordChoice>,
): Taken {
  const taken: TakeOverRequest["records"] = [];
  let possible = false;
  let valid = true;
  for (const record of records) {
    const { collection, recordId, present } = record;
    const about = collections.get(collection);
    if (about === undefined || obstacleOf(record, about) !== null) continue;
    possible = true;
    const choice = choices.get(`${collection} ${recordId}`) ?? AS_WANTED;
    for (const [name, chosen] of Object.entries(choice.fields)) {
      if (typeof chosen !== "string" && ownFault(about, name, chosen) !== null) valid = false;
    }
    const fields = takenFields(record, about, choice);
    if (fields !== null) taken.push({ collection, recordId, base: present?.version ?? 0, fields });
  }
  return { possible, valid, records: taken };
}
