import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ended, RunningCommand } from "./run-cli.ts";
import { runCommand, startCommand } from "./run-cli.ts";

/** A person's device: a folder, and the commands that work on it. */
export class CommandDevice {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** A new folder, signed in at a hub with the demo's password. */
  static async signedIn(hubUrl: string, user: string): Promise<CommandDevice> {
    const device = new CommandDevice(await mkdtemp(path.join(tmpdir(), "healthops-device-")));
    const args = ["sign-in", "--hub", hubUrl, "--user", user, "--password-stdin"];
    await device.json(args, "healthops-demo\n");
    return device;
  }

  /** A folder that is there already. */
  static at(folder: string): CommandDevice {
    return new CommandDevice(folder);
  }

  /** Runs a command on the device to its end. */
  run(args: readonly string[], input = ""): Promise<Ended> {
    return runCommand(["replica", "--folder", this.folder, ...args], { input });
  }

  /** Starts a command on the device. */
  start(args: readonly string[]): RunningCommand {
    return startCommand(["replica", "--folder", this.folder, ...args]);
  }

  /** What a command answers with `--json`; it must succeed. */
  async json<T>(args: readonly string[], input = ""): Promise<T> {
    const { status, stdout, stderr } = await this.run([...args, "--json"], input);
    if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What `list --json` answers. */
export interface Listed {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

/** What `add`, `edit`, `resolve` … answer with `--json`. */
export interface Changed {
  readonly ids: readonly string[];
  readonly state: string;
  readonly conflicts: number;
}
