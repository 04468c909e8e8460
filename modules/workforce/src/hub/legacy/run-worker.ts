import { Worker } from "node:worker_threads";
import type { TimerHandle, Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** A file that keeps a worker busy for longer, without a word, is not one that a program wrote. */
const PATIENCE_ms = 5 * 60_000;
const MEMORY_MB = 1_024;

/** A worker under way. */
export interface RunningWorker<Input> {
  /** Hands something to it. */
  send(input: Input): void;
  /** Resolves when it ended by itself; rejects when it broke, ran out of memory or took too long. */
  readonly ended: Promise<void>;
  /** Ends it at once. */
  stop(): void;
}

export interface WorkerTask<Output> {
  /** The worker's program. */
  readonly file: URL;
  readonly data: unknown;
  /** Gets each of its messages. */
  readonly hear: (message: Output) => void;
}

/**
 * Starts a worker thread, so that reading or writing a large file never keeps the hub waiting, with
 * bounds of memory and time.
 */
export function runWorker<Input, Output>(
  timers: Timers,
  { file, data, hear }: WorkerTask<Output>,
): RunningWorker<Input> {
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let patience: TimerHandle | null = null;
  let over = false;
  const waitOn = (): void => {
    patience?.cancel();
    if (over) return;
    patience = timers.after(PATIENCE_ms, () => {
      reject(tooLong());
      void worker.terminate();
    });
  };
  waitOn();
  worker.on("message", (message: Output) => {
    waitOn();
    try {
      hear(message);
    } catch (error) {
      reject(error);
      void worker.terminate();
    }
  });
  worker.once("error", (error) => reject(isOutOfMemory(error) ? tooLong() : error));
  worker.once("exit", () => {
    over = true;
    patience?.cancel();
    resolve();
  });
  // Who started it awaits this, but perhaps only after something else of theirs.
  ended.catch(() => undefined);
  return {
    send: (input) => {
      waitOn();
      // A thread's port has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(input);
    },
    ended,
    stop: () => void worker.terminate(),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooLong(): Problem {
  return new Problem({
    code: "database_too_complex",
    status: 422,
    message:
      "The file takes more time or memory to read than any database of the program does. Nothing was changed.",
  });
}
