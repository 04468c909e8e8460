import { randomBytes } from "node:crypto";
import { Problem } from "@healthops/base/problem";
import type { Batched } from "../database/batched.ts";
import type { Queryable } from "../database/pool.ts";
import { addressGroup } from "./client-address.ts";
import type { ClientOf } from "./known-clients.ts";
import { knownClients } from "./known-clients.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";
import { admitSignIn } from "./sign-in-limit.ts";
import type { Lane, LaneKind } from "./sign-in-lanes.ts";
import { LaneHashes, enterLane, leaveLane, openLane, rememberClient } from "./sign-in-lanes.ts";

const DEVICE_BYTES = 24;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** An attempt that is judged. */
export interface AdmittedAttempt {
  readonly from: LaneKind;
  /** Call it when the password was right, whatever becomes of the sign-in. */
  passed(): Promise<void>;
}

/** Whose account somebody tries; null for a name that nobody has. */
export interface TriedAccount {
  readonly username: string;
  readonly personId: string | null;
}

/**
 * Limits guesses at one account over all addresses together, by pauses that grow with every wrong
 * password, and does not let strangers lock the owner out: a device that signed in before (it holds a
 * token that proves it), an address from which the person signed in before, and somebody who is signed
 * in have counters of their own. Names that nobody has are counted like all others.
 */
export class SignInGuard {
  readonly #db: Queryable;
  readonly #hashes: LaneHashes;
  readonly #known: Batched<ClientOf, boolean>;

  constructor(db: Queryable) {
    this.#db = db;
    this.#known = knownClients(db);
    this.#hashes = new LaneHashes(db);
  }

  /** Where an attempt counts: asked for in the same way for a name that nobody has, as the clock must not tell. */
  async recognise(
    { username, personId }: TriedAccount,
    { address }: SignInClient,
    {
      deviceToken = "",
      sessionId,
    }: { readonly deviceToken?: string; readonly sessionId?: string } = {},
  ): Promise<Lane> {
    const bucket = await this.#hashes.bucketOf(username);
    const id = personId ?? NOBODY;
    const device = await this.#device(id, deviceToken);
    const place = await this.#place(id, address);
    if (sessionId !== undefined) {
      const hash = await this.#hashes.of("session", sessionId);
      await rememberClient(this.#db, id, "session", hash);
      return { kind: "session", personId: id, hash };
    }
    const [byDevice, byPlace] = await Promise.all([
      this.#known.of({ personId: id, kind: "device", hash: device }),
      this.#known.of({ personId: id, kind: "place", hash: place }),
    ]);
    if (byDevice) return { kind: "device", personId: id, hash: device };
    if (byPlace) return { kind: "place", personId: id, hash: place };
    return { kind: "elsewhere", bucket };
  }

  /** Counts an attempt; Problem `too_many_sign_ins` (429) says when the next one is judged. */
  async admit(
    { username }: TriedAccount,
    { address }: SignInClient,
    lane: Lane,
  ): Promise<AdmittedAttempt> {
    await admitSignIn(this.#db, username, address);
    const wait_s = await enterLane(this.#db, lane);
    if (wait_s > 0) throw tooManyGuesses(lane.kind, wait_s);
    return { from: lane.kind, passed: () => leaveLane(this.#db, lane) };
  }

  /**
   * Remembers the client of a sign-in that succeeded; answers a token for a replica that brought none
   * that is known, by which it has a counter of its own from now on.
   */
  async remember(
    personId: string,
    { address }: SignInClient,
    replica: { readonly id: string | null; readonly deviceToken: string | undefined },
  ): Promise<string | null> {
    await rememberClient(this.#db, personId, "place", await this.#place(personId, address));
    if (replica.id === null) return null;
    const { deviceToken } = replica;
    if (deviceToken !== undefined) {
      const hash = await this.#device(personId, deviceToken);
      if (await this.#known.of({ personId, kind: "device", hash })) {
        await rememberClient(this.#db, personId, "device", hash);
        return null;
      }
    }
    const made = randomBytes(DEVICE_BYTES).toString("base64url");
    await rememberClient(this.#db, personId, "device", await this.#device(personId, made));
    return made;
  }

  /** Strangers' guesses at this account are forgotten: its owner proved another way who they are. */
  async reopen(username: string): Promise<void> {
    await openLane(this.#db, await this.#hashes.bucketOf(username));
  }

  #device(personId: string, token: string): Promise<Buffer> {
    return this.#hashes.of("device", personId, token);
  }

  #place(personId: string, address: string): Promise<Buffer> {
    return this.#hashes.of("place", personId, addressGroup(address));
  }
}

function tooManyGuesses(from: LaneKind, wait_s: number): Problem {
  const hint =
    from === "elsewhere" ? " Or sign in on a device where you have signed in before." : "";
  return new Problem({
    code: "too_many_sign_ins",
    status: 429,
    message: `Too many wrong passwords for this account. Try again in ${wait_s} s.${hint}`,
    extra: { retryAfterSeconds: wait_s },
  });
}
