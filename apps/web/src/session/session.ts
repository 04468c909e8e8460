import type { Identity } from "@healthops/protocol/wire/auth";
import type { DeviceStatus, Locked, ReplicaApi } from "@healthops/replica/remote/replica-api";

/** Who works in this window; `opening` until the replica has said so for the first time. */
export type SessionState =
  | { readonly kind: "opening" }
  | { readonly kind: "signed_out" }
  | { readonly kind: "signed_in"; readonly identity: Identity }
  /** Hidden; `closing` until all of it is closed and can be opened again. */
  | { readonly kind: "locked"; readonly locked: Locked; readonly closing: boolean }
  | { readonly kind: "failed"; readonly error: unknown };

/** Follows who is signed in: in this window, by another window, or by the hub's word. */
export class Session {
  #state: SessionState = { kind: "opening" };
  readonly #listeners = new Set<() => void>();

  constructor(api: ReplicaApi) {
    // Asked first: a new window gets the key from another one before it counts as signed out.
    api.identity().then(
      () => this.#follow(api),
      (error: unknown) => this.#set({ kind: "failed", error }),
    );
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hides the content now, before the replica has closed: it may be busy for a moment. */
  hide(): void {
    if (this.#state.kind !== "signed_in") return;
    const { personId, username, displayName } = this.#state.identity;
    const person = { personId, username, displayName };
    this.#set({ kind: "locked", locked: { person, pin: false, triesLeft: 0 }, closing: true });
  }

  #follow(api: ReplicaApi): void {
    api.watchStatus({
      next: (status) => this.#learn(status),
      failed: (error) => this.#set({ kind: "failed", error }),
    });
  }

  #learn({ signedIn, locked }: DeviceStatus): void {
    if (locked !== null) this.#set({ kind: "locked", locked, closing: false });
    else if (signedIn === null) this.#set({ kind: "signed_out" });
    else if (!this.#isClosing()) this.#set({ kind: "signed_in", identity: signedIn });
  }

  /** What was said before the replica heard that it shall lock. */
  #isClosing(): boolean {
    return this.#state.kind === "locked" && this.#state.closing;
  }

  /** The status changes many times a minute; who it is, seldom. */
  #set(state: SessionState): void {
    if (state.kind !== "failed" && JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
