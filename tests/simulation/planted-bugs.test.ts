import { expect, test } from "vitest";
import { runSimulation } from "@healthops/testing/simulator/run-simulation";
import type { Plant } from "@healthops/testing/simulator/simulation";
import { appliedTwice, mergeDropsField, pageShownEarly, timestampCursor } from "./planted-bugs.ts";

/** How many seeds a bug may hide from. */
const SEEDS_MAX = 12;

const BUGS: readonly (readonly [string, Plant, RegExp])[] = [
  ["a timestamp cursor", timestampCursor, /lacks|has version|may not see|is deleted/],
  ["a push that is applied twice", appliedTwice, /done before|stock of card/],
  ["a merge that drops a field", mergeDropsField, /lost \w+/],
  ["a page shown before its checkpoint is complete", pageShownEarly, /\[PUL2\]/],
];

test.each(BUGS)("[SIM1] the simulator finds %s", async (_, plant, sign) => {
  const found: string[] = [];
  for (let seed = 1; seed <= SEEDS_MAX && found.length === 0; seed += 1) {
    const { failures } = await runSimulation({ seed, replicas: 5, steps: 400, plant });
    found.push(...failures.filter((failure) => sign.test(failure)));
  }
  expect(found.length).toBeGreaterThan(0);
});
