import type { DemoSize } from "@healthops/schema/demo";

/** `full` shows a year of work, `small` is there in a moment: for tests, and for a look at the screens. */
export const DEMO_SIZES: readonly DemoSize[] = ["full", "small"];
