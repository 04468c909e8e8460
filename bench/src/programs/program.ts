import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnswerMessage, CallMessage, Calls } from "./serve-calls.ts";

const SOURCES = new URL("../", import.meta.url);
const LAST_WORDS = 2_000;

export interface ProgramOptions {
  /** Where its standard error goes. */
  readonly folder: string;
  /** Where a CPU profile is written at its end; null for none. */
  readonly profiles: string | null;
}

type Argument<F> = F extends (argument: infer A) => unknown ? A : never;
type Result<F> = F extends (argument: never) => infer R ? Awaited<R> : never;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

let started = 0;

/** A part of the benchmark in a process of its own, called by messages. */
export class Program<C extends Calls<C>> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #file: string;
  readonly #log: string;
  #calls = 0;

  /** `file` is below `bench/src`. */
  constructor(file: string, options: ProgramOptions) {
    this.#file = file;
    this.#log = join(options.folder, `program-${++started}.log`);
    const log = openSync(this.#log, "a");
    const profiling =
      options.profiles === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profiles}`];
    this.#child = fork(fileURLToPath(new URL(file, SOURCES)), {
      stdio: ["ignore", log, log, "ipc"],
      execArgv: ["--disable-warning=ExperimentalWarning", "--expose-gc", ...profiling],
    });
    closeSync(log);
    this.#child.on("message", (message: AnswerMessage) => this.#answered(message));
    this.#child.once("exit", (code, signal) => this.#ended(code ?? signal));
  }

  /** Asks the program; rejects when it fails at that or ends. */
  call<K extends keyof C & string>(name: K, argument: Argument<C[K]>): Promise<Result<C[K]>> {
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      const message: CallMessage = { id, name, argument };
      this.#child.send(message, (error) => {
        if (error !== null) this.#settle(id)?.reject(error);
      });
    });
  }

  /** Lets it finish and waits for its end. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    if (this.#child.connected) this.#child.disconnect();
    await ended;
  }

  #answered({ id, result, error }: AnswerMessage): void {
    const waiting = this.#settle(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(`${this.#file}: ${error}`));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #ended(how: number | string | null): void {
    if (this.#waiting.size === 0) return;
    const words = readFileSync(this.#log, "utf8").slice(-LAST_WORDS);
    const error = new Error(`${this.#file} ended (${how}) while it was asked.\n${words}`);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
