import type { Random, Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import { isProblem, Problem } from "@healthops/base/problem";
import type { RefreshingDevice, RefreshRequest } from "@healthops/protocol/wire/auth";
import type { CopiedDevice } from "../restored/become-own-device.ts";
import { becomeOwnDevice, copiedDeviceIn } from "../restored/become-own-device.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import { isUnreachable } from "../transport/offline.ts";
import type { HubTransport } from "../transport/transport.ts";
import type { StoredSession, StoredTokens } from "../store/stored-session.ts";
import { notSignedIn, readSession, tokensFrom, writeSession } from "../store/session-row.ts";

/** A refresh that takes longer has failed; another process may then try. */
const LEASE_MS = 30_000;
const LEASE_LOOK_MS = 100;
const ATTEMPT_BYTES = 24;
const ATTEMPT_OVER = true;

/** The hub turned the person or this device away: signing in offline ends too. */
export const FORBIDDING: ReadonlySet<string> = new Set(["person_disabled", "device_revoked"]);
/** The same said of a token. */
const REVOKING = new Set(["session_revoked", ...FORBIDDING]);

/** Hands out access tokens, renewing them when they end; one renewal at a time on the whole device. */
export class Access {
  readonly #store: Store;
  readonly #transport: HubTransport;
  readonly #timers: Timers;
  readonly #onWiped: (refusal: Problem) => void;
  #renewing: Promise<string> | null = null;

  /** `onWiped` hears that the hub told this device to erase its data (`device_wiped`). */
  constructor(store: Store, transport: HubTransport, onWiped: (refusal: Problem) => void) {
    this.#store = store;
    this.#onWiped = onWiped;
    this.#transport = transport;
    this.#timers = store.ports.timers;
  }

  /**
   * Runs a request with a token; a token that the hub no longer takes is renewed once. Throws
   * `not_signed_in`, `sign_in_needed`, or what the request or the renewal throws.
   */
  async with<T>(request: (accessToken: string) => Promise<T>): Promise<T> {
    const token = await this.token();
    try {
      return await request(token);
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.code === "device_wiped") this.#onWiped(error);
      if (FORBIDDING.has(error.code)) throw await this.#turnedAway(error);
      if (error.status !== 401) throw error;
      return request(await this.renew(token));
    }
  }

  /** A token that should be valid now. */
  async token(): Promise<string> {
    const { access, accessUntil_ms } = tokensOf(await readSession(readerOf(this.#store.database)));
    const valid = this.#store.ports.clock.now() < accessUntil_ms;
    return valid ? access : this.renew(access);
  }

  /** A newer token than `stale`; also brings the person's identity up to date. */
  renew(stale: string): Promise<string> {
    this.#renewing ??= this.#renewAlone(stale).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /**
   * A refresh token works once, and a second use ends the session. So among the processes that share
   * this database one holds a lease and refreshes; the others wait for its result.
   */
  async #renewAlone(stale: string): Promise<string> {
    for (;;) {
      const turn = await this.#takeLease(stale);
      if (turn.kind === "renewed") return turn.access;
      if (turn.kind === "mine") return this.#refresh(turn);
      if (turn.kind === "over") throw signInNeeded(COPIED);
      await pause(this.#timers, LEASE_LOOK_MS);
    }
  }

  #takeLease(stale: string): Promise<Turn> {
    return this.#store.database.transaction(async (tx): Promise<Turn> => {
      const tokens = tokensOf(await readSession(tx));
      if (tokens.access !== stale) return { kind: "renewed", access: tokens.access };
      if (tokens.refresh === null) {
        await forgetTokens(tx);
        return { kind: "over" };
      }
      const now = this.#store.ports.clock.now();
      const until_ms = Number((await getMeta(tx, "refresh_lease")) ?? 0);
      // A lease that ends too far ahead was taken before the clock was set back.
      if (until_ms > now && until_ms <= now + LEASE_MS) return { kind: "wait" };
      await setMeta(tx, "refresh_lease", now + LEASE_MS);
      const attempt = (await getMeta(tx, "refresh_attempt")) ?? newSecret(this.#store.ports.random);
      await setMeta(tx, "refresh_attempt", attempt);
      const device = await deviceIn(tx);
      return { kind: "mine", request: { refreshToken: tokens.refresh, attempt, device } };
    });
  }

  /** An attempt whose answer gets lost is repeated with the same secret, which the hub knows again. */
  async #refresh({ request }: { readonly request: RefreshRequest }): Promise<string> {
    try {
      const answer = await this.#transport.refresh(request);
      const tokens = tokensFrom(answer, this.#store.ports.clock.now());
      await this.#change(
        (session) => ({
          ...session,
          tokens,
          identity: answer.identity,
          revoked: null,
        }),
        ATTEMPT_OVER,
      );
      return tokens.access;
    } catch (error) {
      if (
        !isProblem(error) ||
        isUnreachable(error) ||
        error.status === 429 ||
        error.status >= 500
      ) {
        await this.#change((session) => session);
        throw error;
      }
      if (error.code === "device_wiped") {
        this.#onWiped(error);
        throw error;
      }
      const copied = copiedDeviceIn(error);
      if (copied !== null) throw await this.#isCopy(copied);
      throw await this.#turnedAway(error);
    }
  }

  /** The token that renews is the original's [PSH4]: its session goes on, this device signs in anew. */
  async #isCopy(copied: CopiedDevice): Promise<Problem> {
    await this.#store.database.transaction(async (tx) => {
      await becomeOwnDevice(this.#store, tx, copied);
      await forgetTokens(tx);
    });
    return signInNeeded(COPIED);
  }

  /** Remembers that the hub takes these tokens no more; answers what to throw. */
  async #turnedAway(refusal: Problem): Promise<Problem> {
    const { code, message } = refusal;
    const revoked = REVOKING.has(code) ? { code, message } : null;
    await this.#change(
      (session) => ({
        ...session,
        tokens: null,
        revoked: revoked ?? session.revoked,
      }),
      ATTEMPT_OVER,
    );
    return signInNeeded(refusal);
  }

  /** Changes the session and gives the lease back, in one transaction. */
  #change(next: (session: StoredSession) => StoredSession, attemptOver = false): Promise<void> {
    return this.#store.database.transaction(async (tx) => {
      const session = await readSession(tx);
      if (session !== null) await writeSession(tx, next(session));
      await setMeta(tx, "refresh_lease", null);
      if (attemptOver) await setMeta(tx, "refresh_attempt", null);
    });
  }
}

function newSecret(random: Random): string {
  return [...random.bytes(ATTEMPT_BYTES)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

type Turn =
  | { readonly kind: "renewed"; readonly access: string }
  | { readonly kind: "mine"; readonly request: RefreshRequest }
  /** There is nothing to renew with. */
  | { readonly kind: "over" }
  | { readonly kind: "wait" };

const COPIED = {
  message: "This device is a copy of another one and became a device of its own.",
};

async function forgetTokens(tx: SqlTransaction): Promise<void> {
  const session = await readSession(tx);
  if (session !== null) await writeSession(tx, { ...session, tokens: null });
  await setMeta(tx, "refresh_lease", null);
  await setMeta(tx, "refresh_attempt", null);
}

/** How far this device has come: a hub that has heard more of it knows that it is a copy [PSH4]. */
async function deviceIn(tx: SqlTransaction): Promise<RefreshingDevice> {
  const replicaId = await replicaIdOf(tx);
  const lastSeq = (await getMeta(tx, "last_seq")) ?? 0;
  const answered = await getMeta(tx, "last_answered");
  return { replicaId, lastSeq, ...(answered === null ? {} : { answered }) };
}

function tokensOf(session: StoredSession | null): StoredTokens {
  if (session?.active !== true) throw notSignedIn();
  if (session.tokens === null) throw signInNeeded(session.revoked);
  return session.tokens;
}

/** Signed in on this device, but the hub wants to see the password again. */
function signInNeeded(cause: { readonly message: string } | null): Problem {
  return new Problem({
    code: "sign_in_needed",
    status: 401,
    message: `The hub asks you to sign in again${cause === null ? "" : `: ${cause.message}`} Your changes are kept on this device.`,
    ...(cause === null ? {} : { cause }),
  });
}
