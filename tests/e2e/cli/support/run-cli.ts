import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { cliProgram } from "./cli-program.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** How a command ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs, and what it has said so far. */
export interface RunningCommand {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves when the text has appeared on either stream; rejects when the command ends before. */
  said(text: string | RegExp): Promise<RegExpMatchArray>;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** For standard input. */
  readonly input?: string;
  /** The program, from the root of the repository. Default: the command line. */
  readonly program?: string;
}

/** Starts a program of the product as a process of its own. */
export function startCommand(
  args: readonly string[],
  { environment = {}, input = "", program = cliProgram() }: CommandOptions = {},
): RunningCommand {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { ...ownEnvironment(), ...environment },
  });
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => hear(() => (stdout += text)));
  child.stderr.setEncoding("utf8").on("data", (text: string) => hear(() => (stderr += text)));
  child.stdin.on("error", () => undefined).end(input);
  function hear(add: () => void): void {
    add();
    for (const listener of listeners) listener();
  }
  const ended = once(child, "close").then(([status]): Ended => ({ status, stdout, stderr }));
  return {
    process: child,
    ended,
    said(text) {
      const pattern = typeof text === "string" ? new RegExp(RegExp.escape(text)) : text;
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stdout) ?? pattern.exec(stderr);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() =>
          reject(new Error(`it never said ${String(text)}:\n${stdout}\n${stderr}`)),
        );
      });
    },
  };
}

/** Runs a command to its end. */
export function runCommand(args: readonly string[], options?: CommandOptions): Promise<Ended> {
  return startCommand(args, options).ended;
}

/** What a program needs of ours; whatever else is set here must not reach it. */
export function ownEnvironment(): Record<string, string> {
  const names = ["PATH", "HOME", "NODE_COMPILE_CACHE"];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? ""]));
}
