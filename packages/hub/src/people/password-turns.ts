import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Asker } from "../turns/fair-line.ts";
import { Turns } from "../turns/turns.ts";
import { addressBlock, addressGroup } from "./client-address.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";
import type { Lane } from "./sign-in-lanes.ts";

/** What looks at passwords; each call holds a core and 19 MiB for a while. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(password: string, phc: string | null): Promise<boolean>;
}

const ARGON2: PasswordHasher = { hash: hashPassword, verify: verifyPassword };

/** Who wants a password looked at: somebody the hub knows, or anybody. */
export interface PasswordAsker extends Asker {
  readonly kind: "known" | "stranger";
}

const STRANGERS_RETRY_s = 3;
const KNOWN_RETRY_s = 5;
const STRANGERS_MAX = 64;

/**
 * Each run has a thread of libuv's four, which files and compression need as well, so there are two. One of
 * them is never a stranger's: who is known is not kept waiting by any number of strangers.
 */
const rules = (strangersMax: number) =>
  [
    [
      "known",
      {
        places: 1,
        borrows: true,
        waitingMax: 300,
        wait_ms: 10_000,
        refusal: refusalIn(KNOWN_RETRY_s),
      },
    ],
    [
      "stranger",
      {
        places: 1,
        borrows: false,
        waitingMax: strangersMax,
        wait_ms: 3_000,
        refusal: refusalIn(STRANGERS_RETRY_s),
      },
    ],
  ] as const;

/**
 * The one way to the hasher for every door: passwords are looked at in turns. The Problem
 * `too_many_signing_in` (429) when it does not come to one's own.
 */
export class PasswordTurns {
  readonly #turns: Turns<PasswordAsker["kind"]>;
  readonly #hasher: PasswordHasher;

  /** `strangersMax` of those whom the hub does not know may wait. */
  constructor(timers: Timers, hasher: PasswordHasher = ARGON2, strangersMax = STRANGERS_MAX) {
    this.#turns = new Turns(timers, rules(strangersMax));
    this.#hasher = hasher;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  run<T>(asker: PasswordAsker, work: (hasher: PasswordHasher) => Promise<T>): Promise<T> {
    return this.#turns.run(asker.kind, asker, () => work(this.#hasher));
  }
}

/** Somebody who has proved who they are: a session, a right password, a link. */
export function provedAsker(who: string): PasswordAsker {
  return { kind: "known", group: `proved:${who}`, member: "" };
}

/** Known devices and sessions take turns each, known places each with their people, strangers by block and address. */
export function askerOf(lane: Lane, { address }: SignInClient): PasswordAsker {
  if (lane.kind === "elsewhere") {
    return { kind: "stranger", group: addressBlock(address), member: addressGroup(address) };
  }
  if (lane.kind === "place") {
    return { kind: "known", group: `place:${addressGroup(address)}`, member: lane.personId };
  }
  return { kind: "known", group: `${lane.kind}:${lane.hash.toString("hex")}`, member: "" };
}

function refusalIn(wait_s: number): () => Problem {
  return () =>
    new Problem({
      code: "too_many_signing_in",
      status: 429,
      message: `Very many people are signing in at this moment. Try again in ${wait_s} s.`,
      extra: { retryAfterSeconds: wait_s },
    });
}
