import { expect, test } from "vitest";
import type { LinkedGroup } from "./dependence.ts";
import { groupsToHold } from "./dependence.ts";
import type { GroupState } from "./group-state.ts";

const group = (
  localId: number,
  state: GroupState,
  recordId: string,
  more: { creates?: boolean; refersTo?: string[] } = {},
): LinkedGroup => ({
  localId,
  state,
  mutations: [
    {
      collection: "c",
      recordId,
      creates: more.creates ?? false,
      refersTo: more.refersTo ?? [],
    },
  ],
});

test("groups on the record of a rejected one wait, others go on [PSH3]", () => {
  const held = groupsToHold([
    group(1, "waiting", "a"),
    group(2, "rejected", "a"),
    group(3, "waiting", "a"),
    group(4, "waiting", "b"),
  ]);
  expect([...held]).toEqual([3]);
});

test("groups that refer to a record which a rejected one was to create wait, and so on [PSH3]", () => {
  const held = groupsToHold([
    group(1, "rejected", "parent", { creates: true }),
    group(2, "waiting", "child", { creates: true, refersTo: ["parent"] }),
    group(3, "waiting", "grandchild", { creates: true, refersTo: ["child"] }),
    group(4, "waiting", "other", { creates: true, refersTo: ["elsewhere"] }),
  ]);
  expect([...held]).toEqual([2, 3]);
});

test("a reference to a record whose edit was rejected is no reason to wait [PSH3]", () => {
  const groups = [
    group(1, "rejected", "parent"),
    group(2, "waiting", "child", { creates: true, refersTo: ["parent"] }),
  ];
  expect([...groupsToHold(groups)]).toEqual([]);
});

test("of groups refused together, those that build on another are held [PSH3]", () => {
  const groups = [
    group(1, "rejected", "a", { creates: true }),
    group(2, "rejected", "a"),
    group(3, "rejected", "b"),
  ];
  expect([...groupsToHold(groups, new Set([1, 2, 3]))]).toEqual([2]);
  expect([...groupsToHold(groups)]).toEqual([]);
});
