import * as fc from "fast-check";
import { isDeepStrictEqual as equals } from "node:util";
import { expect, it } from "vitest";
import type { FieldValue } from "@healthops/schema/field";
import { changedValue } from "./delta.ts";
import { mutationOf, SampleRecord, samples } from "./testing/merge-fixture.ts";
import type { MergeDecision } from "./merge-input.ts";
import { sameValue } from "./same-value.ts";

/** What fast-check has to say against the property, or null when it holds. */
function counterexample<T>(property: fc.IProperty<T>): string | null {
  return fc.defaultReportMessage(fc.check(property)) ?? null;
}

const short = fc.constantFrom("x", "y", "z", null);
const member = fc.constantFrom("a", "b", "c", "d");
const members = fc.uniqueArray(member, { maxLength: 3 });
const changes = {
  note: short,
  place: short,
  colour: short,
  stock: fc.integer({ min: -9, max: 9 }).map((add) => ({ add })),
  tags: fc.oneof(members, fc.record({ add: members, remove: members })),
  detail: fc.jsonValue({ maxDepth: 1 }),
};
const patch = fc
  .record(changes, { requiredKeys: [] })
  .filter((fields) => Object.keys(fields).length > 0);

interface Step {
  readonly replica: "A" | "B" | "C" | null;
  readonly op: "create" | "update" | "delete" | "restore";
  /** How many versions behind the hub the author is. */
  readonly behind: number;
  readonly fields: Record<string, unknown>;
}

const step: fc.Arbitrary<Step> = fc.record({
  replica: fc.constantFrom("A", "B", "C", null),
  op: fc.constantFrom("update", "update", "update", "update", "create", "delete", "restore"),
  behind: fc.nat(4),
  fields: patch,
});

/** A record with a random past, every author as far behind as they like, but never going back. */
function recordWith(past: readonly Step[]): SampleRecord {
  const record = new SampleRecord();
  record.arrive("A", mutationOf("create", 0, { note: "x", stock: 1, tags: ["a"] }));
  for (const one of past) arrive(record, one);
  return record;
}

function arrive(record: SampleRecord, { replica, op, behind, fields }: Step): MergeDecision {
  const version = record.current?.version ?? 0;
  const base = op === "create" ? 0 : Math.max(1, version - behind);
  const carried = op === "create" ? plain(fields) : op === "update" ? fields : {};
  return record.arrive(replica, mutationOf(op, base, carried));
}

/** A create carries plain values. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => {
    const field = samples.fields[name as keyof typeof samples.fields];
    return [name, changedValue(field, field.default, value)];
  });
  return Object.fromEntries(entries);
}

const past = fc.array(step, { maxLength: 6 });

it("[MRG6] no field of a mutation is ever dropped", () => {
  const found = counterexample(
    fc.property(past, step, (before, last) => {
      const record = recordWith(before);
      const was = record.content;
      const decision = arrive(record, last);
      if (last.op !== "update" && last.op !== "create") return true;
      const given = last.op === "create" ? plain(last.fields) : last.fields;
      return Object.entries(given).every(([name, change]) => {
        return foundIn(decision, name, change, was[name] ?? null);
      });
    }),
  );
  expect(found).toBeNull();
});

/** Whether the change of a field is in the content, or else in the clash. */
function foundIn(decision: MergeDecision, name: string, change: unknown, was: FieldValue): boolean {
  if (decision.outcome === "rejected") return false;
  if (decision.outcome === "conflict" && name in decision.clash.mine) {
    return name in decision.clash.theirs && name in decision.clash.base;
  }
  const is = decision.content[name] ?? null;
  const field = samples.fields[name as keyof typeof samples.fields];
  // A plain counter or set is a step from what its author saw; merge.test.ts states those by hand.
  if (field.merge === "counter" && typeof change === "number") return true;
  if (field.merge === "set" && Array.isArray(change)) return true;
  const wanted = changedValue(field, was, change);
  return sameValue(is, wanted) && decision.changed.includes(name) === !sameValue(is, was);
}

it("[MRG3] review loses neither value: the hub's stays, and both are in the clash", () => {
  const found = counterexample(
    fc.property(past, step, (before, last) => {
      const record = recordWith(before);
      const was = record.current;
      const decision = arrive(record, last);
      if (decision.outcome !== "conflict" || was === null) return true;
      const { kind, mine, theirs } = decision.clash;
      const kept = Object.keys(theirs).every((name) => {
        const hub = was.content[name];
        return sameValue(decision.content[name], hub) && sameValue(theirs[name] as FieldValue, hub);
      });
      const clashing = Object.keys(kind === "fields" ? mine : {}).every((name) => {
        const reviewed = samples.fields[name as keyof typeof samples.fields].merge === "review";
        return reviewed && !sameValue(mine[name] as FieldValue, was.content[name]);
      });
      return kept && clashing && decision.deleted === was.deleted;
    }),
  );
  expect(found).toBeNull();
});

it("[MRG2] edits of different fields never clash and commute", () => {
  const found = counterexample(
    fc.property(past, patch, patch, (before, one, other) => {
      const apart = Object.fromEntries(Object.entries(other).filter(([name]) => !(name in one)));
      const results = [
        [one, apart],
        [apart, one],
      ].map(([first, second]) => {
        const record = recordWith(before);
        const { current } = record;
        if (current === null || current.deleted) return null;
        const outcomes = [
          record.arrive("E", mutationOf("update", current.version, first)).outcome,
          record.arrive("F", mutationOf("update", current.version, second)).outcome,
        ];
        return outcomes.includes("conflict") ? outcomes : record.content;
      });
      return equals(results[0], results[1]) && !Array.isArray(results[0]);
    }),
  );
  expect(found).toBeNull();
});

it("[MRG3] counters add up and sets converge in any order", () => {
  const deltas = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 });
  // Members that one adds are not those that another removes: which of the two wins is the order's.
  const edits = deltas.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length })),
  );
  const found = counterexample(
    fc.property(edits, ([list, order]) => {
      const inOrder = new SampleRecord();
      const shuffled = new SampleRecord();
      for (const record of [inOrder, shuffled]) {
        record.arrive("A", mutationOf("create", 0, { stock: 3, tags: ["gone", "kept"] }));
      }
      const edit = (index: number) => ({
        stock: { add: list[index] },
        tags: { add: [`new ${index}`], remove: index % 2 === 0 ? ["gone"] : [] },
      });
      for (const index of list.keys())
        inOrder.arrive(`R${index}`, mutationOf("update", 1, edit(index)));
      for (const index of order) shuffled.arrive(`R${index}`, mutationOf("update", 1, edit(index)));
      const sum = 3 + list.reduce((total, one) => total + one, 0);
      return equals(shuffled.content, inOrder.content) && inOrder.content["stock"] === sum;
    }),
  );
  expect(found).toBeNull();
});

it("[MRG3] a device never clashes with itself, however old the version it names", () => {
  const found = counterexample(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("update", "create"), patch), {
        minLength: 1,
        maxLength: 5,
      }),
      (edits) => {
        const record = new SampleRecord();
        record.arrive("A", mutationOf("create", 0, { note: "x", tags: ["a"] }));
        return edits.every(([op, fields]) => {
          const decision =
            op === "create"
              ? record.arrive("A", mutationOf("create", 0, plain(fields)))
              : record.arrive("A", mutationOf("update", 1, fields));
          const plainFields = (["note", "place", "colour", "detail"] as const).filter(
            (name) => name in fields,
          );
          const written = plainFields.every((name) =>
            sameValue(record.content[name], fields[name] as FieldValue),
          );
          return decision.outcome === "applied" && written;
        });
      },
    ),
  );
  expect(found).toBeNull();
});

it("[MRG4] a deletion against an edit always conflicts, in either order, and nothing is lost", () => {
  const found = counterexample(
    fc.property(patch, fc.boolean(), (fields, deletionFirst) => {
      const record = new SampleRecord();
      record.arrive("A", mutationOf("create", 0, { note: "old", place: "old", colour: "old" }));
      const edit = mutationOf("update", 1, fields);
      const deletion = mutationOf("delete", 1);
      const first = record.arrive("B", deletionFirst ? deletion : edit);
      if (first.outcome === "rejected" || (!first.deleted && first.changed.length === 0))
        return true;
      const second = record.arrive("C", deletionFirst ? edit : deletion);
      if (second.outcome !== "conflict" || second.changed.length > 0) return false;
      const { kind, mine, theirsBy } = second.clash;
      const expected = deletionFirst ? Object.keys(fields) : [];
      return (
        second.deleted === deletionFirst &&
        kind === (deletionFirst ? "edit_of_deleted" : "delete_of_edited") &&
        theirsBy === "person of B" &&
        equals(Object.keys(mine).toSorted(), expected.toSorted())
      );
    }),
  );
  expect(found).toBeNull();
});

it("[MRG6] is pure: the same input gives the same decision and is not touched", () => {
  const found = counterexample(
    fc.property(past, step, (before, last) => {
      const decide = () => arrive(recordWith(before), last);
      return equals(decide(), decide());
    }),
  );
  expect(found).toBeNull();
});
