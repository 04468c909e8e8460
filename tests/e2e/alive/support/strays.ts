type Event = "uncaughtException" | "unhandledRejection";
const EVENTS: readonly Event[] = ["uncaughtException", "unhandledRejection"];

/** Hears in the place of everybody else what nobody caught and what would end a process. */
export class Strays {
  readonly #heard: string[] = [];
  readonly #before = EVENTS.map(
    (event) => [event, process.listeners(event as "beforeExit")] as const,
  );
  readonly #hear = (error: unknown): void => {
    this.#heard.push(`ends the process: ${error instanceof Error ? error.message : String(error)}`);
  };

  constructor() {
    for (const event of EVENTS) process.removeAllListeners(event).on(event, this.#hear);
  }

  /** What was heard since the last time. */
  take(): string[] {
    return this.#heard.splice(0);
  }

  /** Everybody else hears again. */
  dispose(): void {
    for (const [event, listeners] of this.#before) {
      process.removeAllListeners(event);
      for (const listener of listeners) process.on(event, listener);
    }
  }
}
