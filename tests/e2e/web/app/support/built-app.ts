import { runCommand } from "../../../cli/support/run-cli.ts";

let built: Promise<void> | null = null;

/** Makes sure that a test's hub serves the app as its sources are now. */
export function builtApp(): Promise<void> {
  return (built ??= build());
}

async function build(): Promise<void> {
  const { status, stderr } = await runCommand(["--if-changed"], {
    program: "apps/web/build/main.ts",
  });
  if (status !== 0) throw new Error(`the web app was not built: ${stderr}`);
}
