import { isProblem, Problem } from "@healthops/base/problem";
import { CommanderError } from "commander";

/** What the command's exit status says. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const USAGE = "usage";
const INTERRUPTED = "interrupted";

/** The command line asks for something that cannot be: exit status 2. */
export function usageProblem(message: string): Problem {
  return new Problem({ code: USAGE, message });
}

/** The person pressed Ctrl-C: exit status 130, and nothing is said. */
export function interruption(): Problem {
  return new Problem({ code: INTERRUPTED, message: "Interrupted." });
}

/** The exit status that fits what a command threw. */
export function exitStatusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!isProblem(error)) return EXIT.failed;
  if (error.code === INTERRUPTED) return EXIT.interrupted;
  return error.code === USAGE || error.code === "bad_setting" ? EXIT.usage : EXIT.failed;
}

/** Whether something remains to be said: the parser speaks for itself, an interruption needs no word. */
export function isSilent(error: unknown): boolean {
  return error instanceof CommanderError || (isProblem(error) && error.code === INTERRUPTED);
}
