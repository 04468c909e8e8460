import type { WrappingKey } from "@healthops/hub/vault/wrapping-key";

const KEY = new Uint8Array(32).fill(7);

/** The same for every hub of the tests, so that several on one database understand each other. */
export const TEST_WRAPPING_KEY: WrappingKey = {
  place: "the tests",
  read: () => Promise.resolve(KEY),
  make: () => Promise.resolve(KEY),
};
