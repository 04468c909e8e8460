import { collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import { boolean, choice, instant, reference, text } from "@healthops/schema/fields";
import type { Stamp } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { describe, expect, test } from "vitest";
import { withoutClaims } from "./claims.ts";
import { decideMerge } from "./merge.ts";
import type { ChangeSince } from "./merge-input.ts";
import { withStamps } from "./stamps.ts";

const label = { en: "Field", tr: "Alan" };
const SIGNED: Stamp = { field: "state", to: ["signed"], also: ["result"], without: ["draft"] };
const WITHDRAWN: Stamp = { field: "state", from: ["signed"], to: ["draft"] };

const orders = collection({
  name: "orders",
  title: { one: label, many: label },
  fields: {
    state: choice({
      label,
      default: "draft",
      choices: { draft: label, signed: label },
      merge: "step",
    }),
    result: text({ label, max: 20, merge: "arrival" }),
    signedBy: reference({ label, to: "people", setByHub: SIGNED }),
    signedAt: instant({ label, setByHub: SIGNED }),
    withdrawnBy: reference({ label, to: "people", setByHub: WITHDRAWN }),
    official: boolean({ label, required: true, default: false, setByHub: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

const ADA = { personId: "ada", at: "2026-03-01T08:00:00.000Z" };
const BOB = { personId: "bob", at: "2026-03-02T08:00:00.000Z" };
const draft = completeContent(orders, {});
const by = (before: Content | null, change: Content, who = ADA): Content =>
  withStamps(orders, before, { ...(before ?? draft), ...change }, who);
const signed = by(draft, { state: "signed" });

describe("[PSH8] who did a step and when", () => {
  test("is set by the change that takes it, also the one that makes the record", () => {
    expect(signed).toMatchObject({ signedBy: "ada", signedAt: ADA.at, withdrawnBy: null });
    expect(by(null, { state: "signed" })).toMatchObject({ signedBy: "ada" });
    expect(by(null, {})).toMatchObject({ signedBy: null, withdrawnBy: null });
  });

  test("stays when somebody else changes something that it does not depend on", () => {
    expect(by(signed, { official: true }, BOB)).toMatchObject({
      signedBy: "ada",
      signedAt: ADA.at,
    });
    expect(by(signed, { state: "signed" }, BOB)).toMatchObject({ signedBy: "ada" });
  });

  test("is set anew by whoever changes what was signed for", () => {
    expect(by(signed, { result: "other" }, BOB)).toMatchObject({ signedBy: "bob" });
  });

  test("is emptied when the step is taken back, which may be a step itself", () => {
    expect(by(signed, { state: "draft" }, BOB)).toMatchObject({
      signedBy: null,
      signedAt: null,
      withdrawnBy: "bob",
    });
  });

  test("is never what the content says, but for what the hub itself states", () => {
    const forged = { ...signed, signedBy: "eve" };
    expect(withStamps(orders, signed, forged, BOB)).toMatchObject({ signedBy: "ada" });
    expect(withStamps(orders, signed, forged, BOB, { signedBy: "eve" })).toMatchObject({
      signedBy: "eve",
    });
  });
});

const claim = (fields: Content, before: Content | null = draft) =>
  withoutClaims({ collection: orders, personId: "ada", id: "o1", fields, before });

describe("[PSH8] what a writer says of it", () => {
  const step = { state: "signed" };

  test.each<[string, Content]>([
    ["their own person", { signedBy: "ada" }],
    ["a time", { signedAt: "2001-01-01T00:00:00.000Z" }],
    ["nobody", { signedBy: null, signedAt: null }],
    ["what is there already", { official: false }],
  ])("is passed over: %s", (_what, claimed) => {
    expect(claim({ ...step, ...claimed })).toEqual({ fields: step, refusal: null });
  });

  test.each<[string, Content]>([
    ["somebody else", { signedBy: "eve" }],
    ["a time that is none", { signedAt: "soon" }],
    ["what only the hub decides", { official: true }],
  ])("is refused: %s", (_what, claimed) => {
    const { fields, refusal } = claim({ ...step, ...claimed });
    expect(fields).toEqual(step);
    expect(refusal).toMatchObject({
      code: "set_by_hub",
      faults: [{ field: Object.keys(claimed)[0], label: { tr: expect.any(String) } }],
    });
  });

  test("alone is refused at once, also the truth", () => {
    expect(() => claim({ signedBy: "ada" })).toThrow(
      expect.objectContaining({ code: "set_by_hub" }),
    );
  });

  test("may be the value that an older form sends back with the rest", () => {
    const before = { ...signed, signedBy: "bob", official: true };
    const sent = { result: "x", signedBy: "bob", official: true };
    expect(claim(sent, before)).toEqual({ fields: { result: "x" }, refusal: null });
  });
});

/** Somebody else's change of the state. */
const change = (version: number, before: string, after: string): ChangeSince => ({
  version,
  op: "update",
  replicaId: "other",
  personId: "bob",
  at_us: version,
  before: { state: before },
  after: { state: after },
});
const arriving = (state: string, current: string, since: readonly ChangeSince[]) =>
  decideMerge({
    collection: orders,
    mutation: { collection: "orders", id: "o1", op: "update", base: 1, fields: { state } },
    replicaId: "mine",
    current: {
      version: 1 + since.length,
      deleted: false,
      content: { ...draft, state: current },
    },
    since,
  });

describe("[MRG7] a step is taken from where its author saw the record", () => {
  test("where nobody moved it, or its own device did", () => {
    expect(arriving("signed", "draft", [])).toMatchObject({ outcome: "applied" });
    const own = [{ ...change(2, "draft", "signed"), replicaId: "mine" }];
    expect(arriving("draft", "signed", own)).toMatchObject({ outcome: "applied" });
  });

  test("not where somebody did, also there and back: what was seen is not what is signed", () => {
    const away = [change(2, "signed", "draft")];
    const thereAndBack = [change(2, "draft", "signed"), change(3, "signed", "draft")];
    for (const [state, current, since] of [
      ["signed", "draft", away],
      ["signed", "draft", thereAndBack],
    ] as const) {
      expect(arriving(state, current, since)).toMatchObject({
        outcome: "rejected",
        problem: { code: "changed_meanwhile", faults: [{ field: "state" }] },
      });
    }
  });

  test("a step that somebody took already is nothing to refuse", () => {
    expect(arriving("signed", "signed", [change(2, "draft", "signed")])).toMatchObject({
      outcome: "merged",
      changed: [],
    });
  });
});
