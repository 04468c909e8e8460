import { expect, test } from "vitest";
import type { Operation } from "@healthops/testing/simulator/operation";
import { runSimulation } from "@healthops/testing/simulator/run-simulation";
import type { Plant } from "@healthops/testing/simulator/simulation";
import {
  appliedTwice,
  commonWorkTwice,
  cutPageTaken,
  deliveredByNumber,
  everythingInCommon,
  mergeDropsField,
  pageShownEarly,
  timestampCursor,
  wayBackUnnoticed,
} from "./planted-bugs.ts";

/** How many seeds a bug may hide from. */
const SEEDS_MAX = 12;

const BUGS: readonly (readonly [string, Plant, RegExp])[] = [
  ["a timestamp cursor", timestampCursor, /lacks|has version|may not see|is deleted/],
  ["a push that is applied twice", appliedTwice, /done before|stock of card/],
  ["a merge that drops a field", mergeDropsField, /lost \w+|the hub has another one/],
  ["a page shown before its checkpoint is complete", pageShownEarly, /\[PUL2\]/],
  ["a copy's work answered as the original's", deliveredByNumber, /\[PSH4\]|never reached the hub/],
  ["a cut page taken for a whole one", cutPageTaken, /lacks|has version/],
  [
    "a hub that goes back in time unnoticed",
    wayBackUnnoticed,
    /cannot sync: .*(Groups are numbered|goes on from)|may not see|has version|has another/,
  ],
];

test.each(BUGS)("[SIM1] the simulator finds %s", { timeout: 240_000 }, async (_, plant, sign) => {
  const found: string[] = [];
  for (let seed = 1; seed <= SEEDS_MAX && found.length === 0; seed += 1) {
    const { failures } = await runSimulation({ seed, replicas: 5, steps: 400, plant });
    found.push(...failures.filter((failure) => sign.test(failure)));
  }
  expect(found.length).toBeGreaterThan(0);
});

/** Sends what waits on a device, and lets everything arrive. */
function synced(device: number): readonly Operation[] {
  const deliver = { kind: "deliver", fate: "arrives", draw: 0 } as const;
  return [{ kind: "sync", device }, ...Array.from({ length: 20 }, () => deliver)];
}

test("[SIM1] the simulator finds work that copies have in common done twice", async () => {
  const [original, copy] = [0, 3];
  // The copy is left behind, then edits, and is copied itself: both of them bring that edit.
  const operations: readonly Operation[] = [
    { kind: "act", device: original, act: "createCard", draw: 1 },
    ...synced(original),
    { kind: "copyDevice", device: original },
    { kind: "act", device: original, act: "countCard", draw: 2 },
    ...synced(original),
    { kind: "act", device: copy, act: "countCard", draw: 3 },
    { kind: "copyDevice", device: copy },
  ];
  const run = { seed: 1, replicas: 3, steps: operations.length, operations };
  const sound = await runSimulation(run);
  expect(sound.failures).toEqual([]);
  expect(sound.faultsInjected).toMatchObject({ "device copied": 2 });
  const { failures } = await runSimulation({ ...run, plant: commonWorkTwice });
  expect(failures.join()).toMatch(/more often than it was made/);
});

function onHub(draw: number): Operation {
  return { kind: "editOnHub", draw };
}

test("[SIM1] [LIN3] the simulator finds an edit that overwrites what it cannot have seen", async () => {
  // A note is edited on top of a colour that the hub loses; meanwhile others write notes on the hub.
  const operations: readonly Operation[] = [
    { kind: "act", device: 0, act: "createCard", draw: 1 },
    ...synced(0),
    { kind: "keepHub" },
    { kind: "act", device: 0, act: "editCard", draw: 3 },
    ...synced(0),
    { kind: "act", device: 0, act: "editCard", draw: 33 },
    { kind: "hubGoesBack", way: "promoted", draw: 0 },
    ...[2, 12, 16, 17, 26].map(onHub),
    ...synced(0),
  ];
  const run = { seed: 1, replicas: 3, steps: operations.length, operations };
  const sound = await runSimulation(run);
  expect(sound.failures).toEqual([]);
  expect(sound.faultsInjected).toMatchObject({ "hub promoted": 1 });
  const { failures } = await runSimulation({ ...run, plant: everythingInCommon });
  expect(failures.join()).toMatch(/ran over note/);
});
