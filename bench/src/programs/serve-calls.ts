import { isProblem } from "@healthops/base/problem";

/** What one program offers another: named calls with one argument each. */
export type Calls<C> = {
  readonly [K in keyof C]: (argument: never) => unknown;
};

/** A call on its way to a child process. */
export interface CallMessage {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

/** Its answer. */
export interface AnswerMessage {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

type AnyCall = (argument: unknown) => unknown;

/**
 * Answers the parent's calls until it disconnects, then ends the process by `close`. Arguments and
 * results travel as JSON.
 */
export function serveCalls<C extends Calls<C>>(calls: C, close: () => Promise<void>): void {
  const byName = new Map(Object.entries(calls) as [string, AnyCall][]);
  process.on("message", (message: CallMessage) => {
    void answer(byName.get(message.name), message).then((reply) => process.send?.(reply));
  });
  process.once("disconnect", () => {
    void close().finally(() => process.exit());
  });
  // Ctrl-C reaches the whole group; the parent says when to end.
  process.on("SIGINT", () => undefined);
}

async function answer(call: AnyCall | undefined, message: CallMessage): Promise<AnswerMessage> {
  const { id, name, argument } = message;
  try {
    if (call === undefined) throw new Error(`there is no call ${name}`);
    return { id, result: await call(argument) };
  } catch (error) {
    return { id, error: describe(error) };
  }
}

function describe(error: unknown): string {
  if (isProblem(error)) return `${error.code}: ${error.message} ${JSON.stringify(error.faults)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
