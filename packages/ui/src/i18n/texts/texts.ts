import type { en } from "./en.ts";

/** The kit's dictionary: English gives the keys, every other language has them all. */
export type Texts = typeof en;
