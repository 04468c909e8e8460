import type { Identity } from "@healthops/protocol/wire/auth";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";

/** Who works in this window; `opening` until the replica has said so for the first time. */
export type SessionState =
  | { readonly kind: "opening" }
  | { readonly kind: "signed_out" }
  | { readonly kind: "signed_in"; readonly identity: Identity }
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

  #follow(api: ReplicaApi): void {
    api.watchStatus({
      next: ({ signedIn }) => {
        if (signedIn === null) this.#set({ kind: "signed_out" });
        else if (!this.#isOf(signedIn)) this.#set({ kind: "signed_in", identity: signedIn });
      },
      failed: (error) => this.#set({ kind: "failed", error }),
    });
  }

  /** Status changes many times a minute; who it is, seldom. */
  #isOf(identity: Identity): boolean {
    return (
      this.#state.kind === "signed_in" &&
      JSON.stringify(this.#state.identity) === JSON.stringify(identity)
    );
  }

  #set(state: SessionState): void {
    if (state.kind === "signed_out" && this.#state.kind === "signed_out") return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
