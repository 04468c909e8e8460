import { Worker } from "node:worker_threads";
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

/**
 * Starts a worker thread, so that reading or writing a large file never keeps the hub waiting, with
 * bounds of memory and time. `hear` gets each of its messages.
 */
export function runWorker<Input, Output>(
  file: URL,
  data: unknown,
  hear: (message: Output) => void,
): RunningWorker<Input> {
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  let patience: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    patience = setTimeout(() => {
      reject(tooLong());
      void worker.terminate();
    }, PATIENCE_ms);
    worker.on("message", (message: Output) => {
      patience?.refresh();
      try {
        hear(message);
      } catch (error) {
        reject(error);
        void worker.terminate();
      }
    });
    worker.once("error", (error) => reject(isOutOfMemory(error) ? tooLong() : error));
    worker.once("exit", () => {
      clearTimeout(patience);
      resolve();
    });
  });
  // Who started it awaits this, but perhaps only after something else of theirs.
  ended.catch(() => undefined);
  return {
    send: (input) => {
      patience?.refresh();
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
