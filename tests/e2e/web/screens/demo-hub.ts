import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, present } from "@healthops/base/assert";
import { runCommand, startCommand } from "../../cli/support/run-cli.ts";

/** A hub as `npm start` starts it, with a database and a demo of its own. */
export interface DemoHub {
  readonly url: string;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** Starts the hub on a free port; the first start of its database takes some seconds. */
export async function startDemoHub(): Promise<DemoHub> {
  const built = await runCommand(["--if-changed"], { program: "apps/web/build/main.ts" });
  assert(built.status === 0, `the web app is built: ${built.stderr}`);
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-screens-"));
  const limits = ["--rate-limit", "none", "--rate-limit-auth", "none"];
  const command = startCommand(["--demo", "--port", "0", ...limits], {
    program: "apps/hub/src/main.ts",
    environment: { HEALTHOPS_DATA: folder },
  });
  const [, url] = await command.said(/Address +(http:\S+)/);
  return {
    url: present(url, "the hub says its address"),
    async close() {
      command.process.kill("SIGINT");
      await command.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
