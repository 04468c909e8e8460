import { describe, expect, it } from "vitest";
import { decideMerge } from "./merge.ts";
import type { Clash, MergeDecision } from "./merge-input.ts";
import { mutationOf, RECORD, SampleRecord, samples } from "./testing/merge-fixture.ts";

/** A record made by A: note "old", colour "red", stock 10, tags a; version 1. */
function made(): SampleRecord {
  const record = new SampleRecord();
  const fields = { note: "old", place: null, colour: "red", stock: 10, tags: ["a"], detail: null };
  record.arrive("A", mutationOf("create", 0, fields));
  return record;
}

function clashOf(decision: MergeDecision): Clash | null {
  return decision.outcome === "conflict" ? decision.clash : null;
}

const noted = (note: string) => ({ note });

describe("a first create", () => {
  it("[MRG2] is applied with defaults and derived fields, all of them changed", () => {
    const decision = decideMerge({
      collection: samples,
      mutation: mutationOf("create", 0, { stock: 4 }),
      replicaId: "A",
      current: null,
      since: [],
    });
    expect(decision).toEqual({
      outcome: "applied",
      deleted: false,
      content: {
        note: null,
        place: null,
        colour: null,
        stock: 4,
        tags: [],
        detail: null,
        double: 8,
      },
      changed: ["note", "place", "colour", "stock", "tags", "detail", "double"],
    });
  });
});

describe("edits of a living record", () => {
  const cases: readonly {
    readonly title: string;
    readonly b: Record<string, unknown>;
    readonly c: Record<string, unknown>;
    readonly outcome: "merged" | "conflict";
    readonly content: Record<string, unknown>;
    readonly clash?: Record<string, unknown>;
  }[] = [
    {
      title: "[MRG2] of different fields never clash",
      b: { note: "b" },
      c: { place: "c" },
      outcome: "merged",
      content: { note: "b", place: "c" },
    },
    {
      title: "[MRG3] equal values never clash",
      b: { note: "same", detail: { x: 1, y: [2] } },
      c: { note: "same", detail: { y: [2], x: 1 } },
      outcome: "merged",
      content: { note: "same", detail: { x: 1, y: [2] } },
    },
    {
      title: "[MRG3] review keeps the hub's value and both in the clash",
      b: { note: "b" },
      c: { note: "c", place: "c" },
      outcome: "conflict",
      content: { note: "b", place: "c" },
      clash: { kind: "fields", base: { note: "old" }, mine: { note: "c" }, theirs: { note: "b" } },
    },
    {
      title: "[MRG3] arrival takes the later one",
      b: { colour: "blue" },
      c: { colour: "green" },
      outcome: "merged",
      content: { colour: "green" },
    },
    {
      title: "[MRG3] counter adds up, and what is derived follows",
      b: { stock: { add: -3 } },
      c: { stock: { add: 5 } },
      outcome: "merged",
      content: { stock: 12, double: 24 },
    },
    {
      title: "[MRG3] set takes the adds and the removes of both",
      b: { tags: { add: ["b"], remove: ["a"] } },
      c: { tags: { add: ["c"] } },
      outcome: "merged",
      content: { tags: ["b", "c"] },
    },
    {
      title: "[MRG3] a whole set counts as the step from what its author saw",
      b: { tags: ["a", "b"] },
      c: { tags: ["c"] },
      outcome: "merged",
      content: { tags: ["b", "c"] },
    },
    {
      title: "[MRG3] emptying a reviewed field is a value like any other",
      b: { note: null },
      c: { note: "c" },
      outcome: "conflict",
      content: { note: null },
      clash: { kind: "fields", base: { note: "old" }, mine: { note: "c" }, theirs: { note: null } },
    },
  ];
  it.each(cases)("$title", ({ b, c, outcome, content, clash }) => {
    const record = made();
    expect(record.arrive("B", mutationOf("update", 1, b)).outcome).toBe("applied");
    const decision = record.arrive("C", mutationOf("update", 1, c));
    expect(decision).toMatchObject({ outcome, content });
    const who = { theirsBy: "person of B", theirsAt_us: 2_000 };
    expect(clashOf(decision)).toEqual(clash === undefined ? null : { ...clash, ...who });
  });

  it("[MRG3] [PSH4] what a field was before its record was made is not what the author of an edit saw", () => {
    const record = new SampleRecord();
    record.arrive("original", mutationOf("create", 0, { note: "red", stock: 1 }));
    record.arrive("other", mutationOf("update", 1, { note: null }));
    // A copy of the device that made the record, with an edit on top of what it made.
    const decision = record.arrive("copy", mutationOf("update", 0, { note: "blue" }));
    expect(decision).toMatchObject({ outcome: "conflict", clash: { theirs: { note: null } } });
    expect(record.current?.content).toMatchObject({ note: null });
  });

  it("[MRG3] a field changed and changed back holds what its author saw", () => {
    const record = made();
    record.arrive("B", mutationOf("update", 1, noted("b")));
    record.arrive("B", mutationOf("update", 2, noted("old")));
    expect(record.arrive("C", mutationOf("update", 1, noted("c")))).toMatchObject({
      outcome: "merged",
      content: { note: "c" },
    });
  });

  it("[MRG3] the same device's earlier change is what its author saw", () => {
    const record = made();
    record.arrive("B", mutationOf("update", 1, noted("b1")));
    expect(record.arrive("B", mutationOf("update", 1, noted("b2"))).outcome).toBe("applied");
    record.arrive("C", mutationOf("update", 3, noted("c")));
    expect(record.arrive("B", mutationOf("update", 1, noted("b3")))).toMatchObject({
      outcome: "conflict",
      clash: { base: { note: "b2" }, mine: { note: "b3" }, theirs: { note: "c" } },
    });
  });

  it("[MRG3] a device's whole set keeps what others added between its own changes", () => {
    const record = made();
    record.arrive("B", mutationOf("update", 1, { tags: ["a", "b"] }));
    record.arrive("C", mutationOf("update", 1, { tags: { add: ["c"] } }));
    record.arrive("B", mutationOf("update", 1, { tags: ["b"] }));
    expect(record.content["tags"]).toEqual(["b", "c"]);
  });

  it("[MRG3] through the API nobody is the same device", () => {
    const record = made();
    record.arrive(null, mutationOf("update", 1, noted("one")));
    expect(record.arrive(null, mutationOf("update", 1, noted("two"))).outcome).toBe("conflict");
  });

  it("says nothing is to be written when nothing changes", () => {
    const record = made();
    expect(record.arrive("B", mutationOf("update", 1, noted("old")))).toMatchObject({
      outcome: "applied",
      changed: [],
    });
    expect(record.current?.version).toBe(1);
  });

  it("takes a field for changed when the history since its base is missing", () => {
    const { content } = made();
    const current = { version: 5, deleted: false, content };
    const mutation = mutationOf("update", 2, noted("c"));
    expect(
      decideMerge({ collection: samples, mutation, replicaId: "C", current, since: [] }),
    ).toMatchObject({ outcome: "conflict", clash: { theirsBy: null } });
  });

  it("rejects a base that the hub never had, and an id that it does not know", () => {
    const record = made();
    expect(record.arrive("B", mutationOf("update", 2, noted("b")))).toMatchObject({
      outcome: "rejected",
      problem: { code: "version_ahead" },
    });
    for (const op of ["update", "delete", "restore"] as const) {
      const decision = new SampleRecord().arrive("B", mutationOf(op, 1));
      const problem = { code: "unknown_record", message: expect.stringContaining(RECORD) };
      expect(decision).toMatchObject({ outcome: "rejected", problem });
    }
  });
});

describe("a create of an id that exists", () => {
  it("[MRG3] is an edit of every differing field, empty ones too", () => {
    const record = made();
    expect(
      record.arrive("B", mutationOf("create", 0, { note: "old", place: "here", colour: "blue" })),
    ).toMatchObject({
      outcome: "conflict",
      content: { note: "old", place: null, colour: "blue" },
      clash: {
        kind: "fields",
        base: { place: null },
        mine: { place: "here" },
        theirs: { place: null },
      },
    });
  });

  it("[MRG3] counts up from the default and joins the sets", () => {
    const record = made();
    const decision = record.arrive("B", mutationOf("create", 0, { stock: 5, tags: ["b"] }));
    expect(decision).toMatchObject({ outcome: "merged", content: { stock: 15, tags: ["a", "b"] } });
  });

  it("[MRG4] is an edit of a deleted record, unless its own device deleted it", () => {
    const record = made();
    record.arrive("B", mutationOf("delete", 1));
    expect(record.arrive("A", mutationOf("create", 0, noted("again")))).toMatchObject({
      outcome: "conflict",
      deleted: true,
      clash: {
        kind: "edit_of_deleted",
        mine: { note: "again" },
        theirs: { note: "old" },
        theirsBy: "person of B",
      },
    });
    expect(record.arrive("B", mutationOf("create", 0, noted("again")))).toMatchObject({
      outcome: "merged",
      deleted: false,
      content: { note: "again", colour: null, stock: 0 },
    });
  });
});

describe("deletions", () => {
  it("[MRG4] of an untouched record are applied, and restored with all content", () => {
    const record = made();
    expect(record.arrive("B", mutationOf("delete", 1))).toMatchObject({
      outcome: "applied",
      deleted: true,
    });
    expect(record.arrive("B", mutationOf("restore", 2))).toMatchObject({
      outcome: "applied",
      deleted: false,
      content: { note: "old" },
    });
  });

  it("[MRG4] of a record that someone edited since conflict, and the record stays", () => {
    const record = made();
    record.arrive("B", mutationOf("update", 1, noted("b")));
    expect(record.arrive("C", mutationOf("delete", 1))).toMatchObject({
      outcome: "conflict",
      deleted: false,
      changed: [],
      content: { note: "b" },
      clash: { kind: "delete_of_edited", base: { note: "old" }, mine: {}, theirs: { note: "b" } },
    });
  });

  it("[MRG4] an edit of a deleted record conflicts, and it stays deleted", () => {
    const record = made();
    record.arrive("B", mutationOf("delete", 1));
    const fields = { note: "c", stock: { add: 2 }, tags: { add: ["c"] } };
    expect(record.arrive("C", mutationOf("update", 1, fields))).toMatchObject({
      outcome: "conflict",
      deleted: true,
      changed: [],
      clash: {
        kind: "edit_of_deleted",
        base: { note: "old", stock: 10, tags: ["a"] },
        mine: { note: "c", stock: 12, tags: ["a", "c"] },
        theirs: { note: "old", stock: 10, tags: ["a"] },
      },
    });
  });

  it("by two people are one", () => {
    const record = made();
    record.arrive("B", mutationOf("delete", 1));
    expect(record.arrive("C", mutationOf("delete", 1))).toMatchObject({
      outcome: "merged",
      changed: [],
    });
    expect(record.current?.version).toBe(2);
  });

  it("restoring what nobody deleted changes nothing", () => {
    const record = made();
    expect(record.arrive("B", mutationOf("restore", 1))).toMatchObject({
      changed: [],
      deleted: false,
    });
  });
});
