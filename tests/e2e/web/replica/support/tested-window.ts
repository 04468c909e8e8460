import type { CallName, WatchName } from "@healthops/replica/remote/messages";

/** What the test page puts on its global scope. */
export interface TestedWindow {
  /** What each subscription gave so far, by key; of a failure, its code. */
  readonly seen: Record<string, unknown[]>;
  call(
    name: CallName,
    args: readonly unknown[],
  ): Promise<
    | { readonly value: unknown }
    | { readonly problem: { readonly code: string; readonly message: string } }
  >;
  /** Tries the database without a replica, in a worker of its own; what came of it. */
  tryDatabase(storage: string): Promise<unknown>;
  watch(key: string, name: WatchName, args: readonly unknown[]): void;
}
