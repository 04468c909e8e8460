import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Before, Ending } from "./next-step.ts";
import { nextStep } from "./next-step.ts";

/** Compiled code, kept beside the installed packages: a hub that starts again does so sooner. */
const COMPILED = fileURLToPath(
  new URL("../../../../node_modules/.cache/compiled", import.meta.url),
);

/** What the hub's process tells its supervisor when it answers requests. */
export const READY = "ready";

export interface SupervisedProgram {
  /** Node's arguments: the program and what it is given. */
  readonly arguments: readonly string[];
  /** Aborts when somebody asks for the end; `reason` is the signal to pass on. */
  readonly stop: AbortSignal;
  /** Told when the program is about to be started again. */
  readonly onRestart: (ending: Ending, pause_ms: number) => void;
  /** Called when the end was asked for while no program ran: what a crashed one left behind. */
  readonly tidy: () => Promise<void>;
}

/**
 * Runs a program and starts it again whenever it ends without being asked to. Resolves with the exit
 * status that the supervisor ends with. The program has our terminal, so Ctrl-C reaches it by itself;
 * signals that only we get are passed on.
 */
export async function supervise(program: SupervisedProgram): Promise<number> {
  let before: Before = { asked: false, everReady: false, restarts: 0 };
  for (;;) {
    const ending = await runOnce(program);
    const asked = program.stop.aborted;
    const step = nextStep(ending, { ...before, asked });
    if (step.kind === "end") return step.code;
    program.onRestart(ending, step.pause_ms);
    before = {
      asked,
      everReady: before.everReady || ending.wasReady,
      restarts: step.restarts,
    };
    await delay(step.pause_ms, undefined, { signal: program.stop }).catch(() => undefined);
    if (program.stop.aborted) {
      await program.tidy();
      return 0;
    }
  }
}

function runOnce({ arguments: given, stop }: SupervisedProgram): Promise<Ending> {
  const started_ms = performance.now();
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, ...given], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, HEALTHOPS_SUPERVISED: "1" },
  });
  let wasReady = false;
  child.on("message", (message) => {
    if (message === READY) wasReady = true;
  });
  const pass = (): void => void child.kill(signalOf(stop));
  if (stop.aborted) pass();
  stop.addEventListener("abort", pass);
  return new Promise((resolve) => {
    const ended = (code: number | null, signal: string | null): void => {
      stop.removeEventListener("abort", pass);
      resolve({ code, signal, wasReady, lived_ms: performance.now() - started_ms });
    };
    child.once("error", () => ended(1, null));
    child.once("exit", ended);
  });
}

function signalOf(stop: AbortSignal): NodeJS.Signals {
  return stop.reason === "SIGINT" || stop.reason === "SIGHUP" ? stop.reason : "SIGTERM";
}
