import type { Label } from "@healthops/schema/field";
import type { Hub } from "../hub.ts";

/** A process's turn at a service. */
export interface Tenure {
  /** Rises with every process that takes the service over: what an older one still writes can be told by it. */
  readonly generation: number;
  /** Aborts when the turn is over, also when the hub could not keep it: then another process may go on. */
  readonly signal: AbortSignal;
}

/** A service that runs here. */
export interface RunningService {
  /** Takes nothing new and ends; called once. */
  stop(): Promise<void>;
}

/**
 * What a module does all the time: listens to analyzers, sends the messages of an outbox. Of all hub
 * processes on a database one runs it at a time; when that one ends or is cut off, another takes over
 * within seconds. For as long as a frozen process has not noticed, two may run: what it does must be
 * harmless to do twice, or carry its tenure's generation.
 */
export interface HubService {
  /** Lower case with hyphens, unique; stays the same. */
  readonly name: string;
  readonly title: Label;
  /** Begins to work. A failure gives the turn to another process, and is tried again later. */
  start(hub: Hub, tenure: Tenure): Promise<RunningService>;
}
