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
  watch(key: string, name: WatchName, args: readonly unknown[]): void;
}
