import type { FirstLoad, Part } from "@healthops/testing/browser/first-load";
import { firstLoadOf, sumOf } from "@healthops/testing/browser/first-load";
import type { Line } from "../../report/line.ts";
import type { WebCase } from "./web-case.ts";

/** What must come over the network before anything shows. */
export const firstLoad: WebCase = {
  name: "first-load",
  title: "size of the first load, gzip",
  async run({ app }) {
    const load: FirstLoad = firstLoadOf(app);
    return [
      line("JavaScript of the window", load.page, 250),
      line("JavaScript of the worker, beside it", load.worker),
      line("SQLite, after that", load.sqlite),
    ];
  },
};

function line(what: string, parts: readonly Part[], atMost?: number): Line {
  return {
    what,
    unit: "KB",
    better: "lower",
    rounds: [sumOf(parts) / 1_000],
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    note: `${parts.length} files`,
  };
}
