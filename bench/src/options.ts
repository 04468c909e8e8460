import { parseArgs } from "node:util";
import { Problem } from "@healthops/base/problem";
import type { Case } from "./cases/case.ts";

export interface Options {
  readonly help: boolean;
  readonly quick: boolean;
  /** Names of the cases to run; null for all. */
  readonly only: readonly string[] | null;
  /** Where the JSON goes; null for bench/results/<date>.json. */
  readonly json: string | null;
  readonly profile: boolean;
}

type Named = Pick<Case, "name" | "title">;

/** Reads the command line; throws Problem `bad_option`. */
export function readOptions(
  argv: readonly string[],
  cases: readonly Pick<Case, "name">[],
): Options {
  const values = parsed(argv);
  const only = values.only?.split(",").map((name) => name.trim()) ?? null;
  const known = cases.map(({ name }) => name);
  const unknown = only?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw bad(`There is no case ${unknown.join(", ")}. Choose from ${known.join(", ")}.`);
  }
  const { help, quick, profile } = values;
  return { help, quick, profile, only, json: values.json ?? null };
}

/** What a benchmark is and how its command is called. */
export interface About {
  readonly what: string;
  /** The script of the root's package.json. */
  readonly script: string;
}

export function helpText({ what, script }: About, cases: readonly Named[]): string {
  const width = Math.max(...cases.map(({ name }) => name.length));
  const list = cases.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return `${what}

npm run ${script} -- [options]

  --only <cases>  only these, separated by commas
  --json <file>   where the results go (default: bench/results/<date>.json)
  --quick         small sizes, to try the benchmarks themselves; judge nothing by them
  --profile       writes a CPU profile of each program to bench/results/profiles
  --help

Cases:
${list.join("\n")}
`;
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: "boolean", short: "h", default: false },
        quick: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        only: { type: "string" },
        json: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [message = ""] = String(error instanceof Error ? error.message : error).split(". ");
    throw bad(`${message.replace(/\.?$/, ".")} --help lists the options.`);
  }
}

function bad(message: string): Problem {
  return new Problem({ code: "bad_option", message });
}
