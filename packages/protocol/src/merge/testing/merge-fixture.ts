import { assert } from "@healthops/base/assert";
import { collection } from "@healthops/schema/collection";
import { integer, json, number, set, text } from "@healthops/schema/fields";
import type { Content } from "@healthops/schema/record";
import type { Mutation } from "../../wire/push.ts";
import { decideMerge } from "../merge.ts";
import type { ChangeSince, CurrentRecord, MergeDecision } from "../merge-input.ts";

const label = { en: "Field", tr: "Alan" };

/** One field of each policy, and a derived one. */
export const samples = collection({
  name: "samples",
  title: { one: label, many: label },
  fields: {
    note: text({ label, max: 50 }),
    place: text({ label, max: 50 }),
    colour: text({ label, max: 50, merge: "arrival" }),
    stock: integer({ label, required: true, default: 0, merge: "counter" }),
    tags: set({ label, required: true, default: [] }),
    detail: json({ label }),
    double: number({ label, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  derive: (content) => ({ double: content.stock * 2 }),
});

export const RECORD = "00000000-0000-7000-8000-000000000001";

/** A mutation of the sample record. */
export function mutationOf(
  op: Mutation["op"],
  base: number,
  fields: Mutation["fields"] = {},
): Mutation {
  return { collection: "samples", id: RECORD, op, base, fields };
}

/** One record with its history, written only through the merge, as the hub writes it. */
export class SampleRecord {
  current: CurrentRecord | null = null;
  readonly history: ChangeSince[] = [];

  /** Decides and, unless rejected, writes; by default with a person named after the replica. */
  arrive(replicaId: string | null, mutation: Mutation): MergeDecision {
    const { current } = this;
    const since = this.history.filter((change) => change.version > mutation.base);
    const decision = decideMerge({ collection: samples, mutation, replicaId, current, since });
    if (decision.outcome === "rejected") return decision;
    if (current !== null && decision.changed.length === 0 && decision.deleted === current.deleted)
      return decision;
    const version = (current?.version ?? 0) + 1;
    this.history.push({
      version,
      op: current === null ? "create" : operation(current.deleted, decision.deleted),
      replicaId,
      personId: `person of ${replicaId ?? "hub"}`,
      at_us: version * 1_000,
      before: pick(current?.content ?? {}, current === null ? [] : decision.changed),
      after: pick(decision.content, decision.changed),
    });
    this.current = { version, deleted: decision.deleted, content: decision.content };
    return decision;
  }

  get content(): Content {
    assert(this.current !== null, "the record exists");
    return this.current.content;
  }
}

function operation(was: boolean, is: boolean): ChangeSince["op"] {
  if (was === is) return "update";
  return is ? "delete" : "restore";
}

function pick(content: Content, names: readonly string[]): Content {
  return Object.fromEntries(names.map((name) => [name, content[name] ?? null]));
}
