import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../../", import.meta.url);

/** Runs another program of this repository in our place; answers its exit status. */
export async function runProgram(file: string, args: readonly string[]): Promise<number> {
  const path = fileURLToPath(new URL(file, ROOT));
  const child = spawn(process.execPath, [path, ...args], { stdio: "inherit" });
  // We end when it has ended, with its status.
  const passOn = (signal: NodeJS.Signals): boolean => child.kill(signal);
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  process.off("SIGINT", passOn).off("SIGTERM", passOn);
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
