import type { Submission, AnsweredSubmission } from "../engine/submission.ts";
import type { ScopeKey } from "@healthops/schema/scope";
import type { PullingDevice } from "../devices/device-reports.ts";
import type { Heads } from "../live/heads-channel.ts";
import type { AccessChange } from "../access/access-change.ts";

/** What the sync routes need of the engine; pages come from the pull. */
export interface SyncEngine {
  /** Epoch of this hub's data [PUL8]. */
  readonly epoch: string;
  /** The same as a device hears it that names none yet [LIN5]. */
  readonly epochInLine: string;
  /** A receipt per group, once they are committed; a Problem when the whole push is refused. */
  push(submission: Submission): Promise<AnsweredSubmission>;
}

/** Where the live channel hears of movements, also those of other hub processes [LIV1]. */
export interface HeadsSource {
  /** Calls the listener at every movement until the returned function is called. */
  subscribe(listener: (heads: Heads) => void): () => void;
  /** Where these scopes stand now. */
  current(scopes: Iterable<ScopeKey>): Promise<Heads>;
}

/** Where the live channel hears whose rights changed, wherever they did [LIV4]. */
export interface AccessSource {
  /** Calls the listener at every change until the returned function is called. */
  subscribe(listener: (change: AccessChange) => void): () => void;
}

/** Where the live channel hears that the database is in another line of time [LIN1]. */
export interface LineSource {
  /** Calls the listener at every change until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Where it is kept when each device pulled and what it told of itself. */
export interface PullWatcher {
  /** Called for every answered pull; returns at once. */
  note(device: PullingDevice): void;
}
