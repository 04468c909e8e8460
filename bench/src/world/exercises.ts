import type { Creation } from "@healthops/wellness/change";
import { generateExercises } from "@healthops/wellness/demo/generate-exercises";
import { personOf } from "./people.ts";

/** The last day of the made-up diaries. */
const UNTIL = "2025-06-30";

/**
 * Exercises of one person by the product's own generator, in groups of 1000; another seed gives
 * others.
 */
export function exercisesOf(
  person: number,
  count: number,
  seed: number,
): Iterable<readonly Creation[]> {
  const { personId, siteId } = personOf(person);
  return generateExercises(count, { seed, people: [{ personId, siteId }], until: UNTIL });
}
