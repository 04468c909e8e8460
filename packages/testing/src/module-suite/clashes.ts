import type { Occupying } from "@healthops/schema/no-overlap/occupations";
import { keyOf, occupationsOf } from "@healthops/schema/no-overlap/occupations";
import type { Content } from "@healthops/schema/record";

/** Whether two records would take up one thing at one time, told plainly: each moment of each is compared. */
export function isClash(
  collection: Pick<Occupying, "noOverlap">,
  one: Content,
  other: Content,
): boolean {
  return occupationsOf(collection, one).some((a) =>
    occupationsOf(collection, other).some(
      (b) =>
        keyOf(a) === keyOf(b) &&
        (b.to === null || a.from < b.to) &&
        (a.to === null || b.from < a.to),
    ),
  );
}
