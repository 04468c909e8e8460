import { derivedId } from "@healthops/base/ids";
import type { PersonFacts } from "@healthops/schema/person";

/** People of the benchmarks; the first keeps the large diary. */
export const PEOPLE_COUNT = 200;
export const PASSWORD = "as fast as it honestly gets";
export const SITE_ID = derivedId("bench", "site");

/** `bench-1` to `bench-200`. */
export function usernameOf(index: number): string {
  return `bench-${index + 1}`;
}

/** What is said of a person of the benchmarks; all work at one site. */
export function personOf(index: number): PersonFacts & { readonly siteId: string } {
  return {
    personId: derivedId("bench", "person", usernameOf(index)),
    role: "USER",
    duties: [],
    siteId: SITE_ID,
  };
}
