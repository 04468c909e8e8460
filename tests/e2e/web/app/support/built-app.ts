import { runCommand } from "../../../cli/support/run-cli.ts";
import { onceARun } from "./once-a-run.ts";

let built: Promise<void> | null = null;

/** Makes sure that a test's hub serves the app as its sources were when the run of tests began. */
export function builtApp(): Promise<void> {
  return (built ??= onceARun("web-app-built", build));
}

async function build(): Promise<void> {
  const program = "apps/web/build/main.ts";
  const { status, stderr } = await runCommand(["--if-changed"], { program });
  if (status !== 0) throw new Error(stderr);
}
