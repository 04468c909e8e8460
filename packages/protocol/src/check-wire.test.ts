import { describe, expect, it } from "vitest";
import { Problem } from "@healthops/base/problem";
import { checkWire, wireFaults } from "./check-wire.ts";
import { LiveMessage } from "./wire/live.ts";
import { PullRequest } from "./wire/pull.ts";
import { PushRequest } from "./wire/push.ts";

const ID = "00000000-0000-7000-8000-000000000001";
const push = {
  protocol: 1,
  schema: "0123456789abcdef",
  replicaId: ID,
  epoch: null,
  receivedThrough: 0,
  groups: [
    {
      seq: 1,
      deviceTime_ms: 0,
      mutations: [{ collection: "notices", id: ID, op: "create", base: 0, fields: { title: "x" } }],
    },
  ],
};

describe("wireFaults", () => {
  it("finds nothing wrong with a message that fits", () => {
    expect(wireFaults(PushRequest, push)).toEqual([]);
    expect(wireFaults(LiveMessage, { type: "heads", heads: { shared: 3 } })).toEqual([]);
  });

  it("names each fault by its dotted path", () => {
    const [group] = push.groups;
    const groups = [{ ...group, seq: 0, mutations: [{ ...group?.mutations[0], op: "zap" }] }];
    const faults = wireFaults(PushRequest, { ...push, groups });
    expect(faults.map((fault) => fault.field)).toEqual(
      expect.arrayContaining(["groups.0.seq", "groups.0.mutations.0.op"]),
    );
  });

  it("names what is missing and what is too much", () => {
    const { epoch: _, ...rest } = push;
    expect(wireFaults(PushRequest, rest)[0]?.message).toBe("must have epoch");
    expect(wireFaults(PushRequest, { ...push, extra: 1 }).map((fault) => fault.field)).toContain(
      "extra",
    );
  });

  it.each([null, undefined, 5, "x", [], [[]]])("survives %j", (value) => {
    expect(wireFaults(PullRequest, value).length).toBeGreaterThan(0);
  });

  it("never repeats a given value", () => {
    const text = JSON.stringify(wireFaults(PushRequest, { ...push, replicaId: "Ayse Yilmaz" }));
    expect(text).not.toContain("Ayse");
  });

  it("lists at most 20 faults", () => {
    const groups = Array.from({ length: 100 }, () => ({}));
    expect(wireFaults(PushRequest, { ...push, groups }).length).toBeLessThanOrEqual(20);
  });
});

describe("checkWire", () => {
  it("answers the value itself", () => {
    expect(checkWire(PushRequest, push, "push request")).toBe(push);
  });

  it("throws a problem with the faults", () => {
    const wrong = { ...push, receivedThrough: -1 };
    const attempt = () => checkWire(PushRequest, wrong, "push request");
    const faults = [{ field: "receivedThrough", message: "must be >= 0" }];
    expect(attempt).toThrow(Problem);
    expect(attempt).toThrow(
      expect.objectContaining({ code: "invalid_message", status: 400, faults }),
    );
  });
});
