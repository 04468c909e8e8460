import { createHmac } from "node:crypto";
import { present } from "@healthops/base/assert";
import type { Queryable } from "../database/pool.ts";
import { apart } from "../database/query-budget.ts";

/** Where somebody who tries to sign in to an account is known from. */
export type LaneKind = "device" | "place" | "session" | "elsewhere";

/** What counts the wrong passwords of one account from one kind of place. */
export type Lane =
  | { readonly kind: "elsewhere"; readonly bucket: number }
  | {
      readonly kind: "device" | "place" | "session";
      readonly personId: string;
      readonly hash: Buffer;
    };

/**
 * Accounts share this many counters for attempts from elsewhere, so that no flood of made-up names
 * fills the database. Which names share one is a secret of the hub.
 */
const BUCKETS = 2 ** 18;
/** Wrong passwords that are judged without a pause. */
const FREE = 5;
const FIRST_PAUSE_s = 5;
/** Longest pauses: strangers wait longer than devices and places where the person signed in before. */
const LONGEST_PAUSE_s: Readonly<Record<LaneKind, number>> = {
  device: 300,
  place: 300,
  session: 300,
  elsewhere: 900,
};
/** A lane without an attempt for so long begins anew. */
export const QUIET = "1 day";
/** Devices and places that are remembered of a person, the latest of each. */
const KNOWN_MAX = 20;

/** Hashes with the hub's own secret: nobody can compute which account, address or device it is. */
export class LaneHashes {
  readonly #db: Queryable;
  #secret: Promise<Buffer> | null = null;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async bucketOf(username: string): Promise<number> {
    return (await this.of("elsewhere", username)).readUInt32BE() % BUCKETS;
  }

  async of(...parts: readonly string[]): Promise<Buffer> {
    this.#secret ??= this.#reading();
    return createHmac("sha256", await this.#secret)
      .update(JSON.stringify(parts))
      .digest();
  }

  /** What fails once is tried again by the next. */
  #reading(): Promise<Buffer> {
    const reading = apart(() => this.#read());
    reading.catch(() => (this.#secret = null));
    return reading;
  }

  async #read(): Promise<Buffer> {
    const { rows } = await this.#db.query<{ secret: Buffer }>(
      "select secret from hub.sign_in_secret",
    );
    return present(rows[0], "the hub has a secret for its counters").secret;
  }
}

/** The next pause after that many wrong passwords, in SQL; the greatest exponent keeps powers small. */
const pauseAfter = (failures: string, longest_s: string): string =>
  `make_interval(secs => case when ${failures} < ${FREE} then 0
    else least(${longest_s}, ${FIRST_PAUSE_s} * power(2, least(${failures}, 30) - ${FREE})) end)`;
/** What was counted at a time that has not come was counted by a clock that has been put right since. */
const NEXT = `case when l.last_at between clock_timestamp() - interval '${QUIET}' and clock_timestamp()
    then l.failures + 1 else 1 end`;
/** A pause that is longer than any goes back to such a clock too, and binds nobody. */
const isOpen = (longest_s: string): string =>
  `(l.blocked_until <= clock_timestamp() or l.blocked_until > clock_timestamp() + make_interval(secs => ${longest_s}))`;

/**
 * Counts an attempt as wrong before the password is looked at, so that many at once are not all judged;
 * answers 0, or the seconds until the next one is. An attempt that has to wait counts for nothing.
 */
export async function enterLane(db: Queryable, lane: Lane): Promise<number> {
  const longest_s = LONGEST_PAUSE_s[lane.kind];
  const { rowCount } =
    lane.kind === "elsewhere"
      ? await db.query(
          `insert into hub.sign_in_lanes as l (bucket, failures, last_at, blocked_until)
           values ($1, 1, clock_timestamp(), clock_timestamp())
           on conflict (bucket) do update set failures = ${NEXT}, last_at = clock_timestamp(),
             blocked_until = clock_timestamp() + ${pauseAfter(`(${NEXT})`, "$2")}
           where ${isOpen("$2")}`,
          [lane.bucket, longest_s],
        )
      : await db.query(
          `update hub.known_clients l set failures = ${NEXT}, last_at = clock_timestamp(),
             blocked_until = clock_timestamp() + ${pauseAfter(`(${NEXT})`, "$4")}
           where person_id = $1 and kind = $2 and hash = $3 and ${isOpen("$4")}`,
          [lane.personId, lane.kind, lane.hash, longest_s],
        );
  if ((rowCount ?? 0) > 0) return 0;
  const [where, values] = placeOf(lane);
  const { rows } = await db.query<{ wait_s: number }>(
    `select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as wait_s from ${where}`,
    values,
  );
  return Math.max(1, rows[0]?.wait_s ?? 1);
}

/**
 * The password was right. Who is known begins anew; among strangers only this attempt is taken back,
 * so that the owner's sign-in gives nobody who guesses another five.
 */
export async function leaveLane(db: Queryable, lane: Lane): Promise<void> {
  const [where, values] = placeOf(lane);
  const failures = lane.kind === "elsewhere" ? "greatest(failures - 1, 0)" : "0";
  const [table, condition] = where.split(" where ");
  await db.query(
    `update ${table} set failures = ${failures}, blocked_until = clock_timestamp() where ${condition}`,
    values,
  );
}

function placeOf(lane: Lane): [where: string, values: unknown[]] {
  if (lane.kind === "elsewhere") return ["hub.sign_in_lanes where bucket = $1", [lane.bucket]];
  return [
    "hub.known_clients where person_id = $1 and kind = $2 and hash = $3",
    [lane.personId, lane.kind, lane.hash],
  ];
}

/** Strangers may try anew at this account: somebody proved another way that it is theirs. */
export async function openLane(db: Queryable, bucket: number): Promise<void> {
  await db.query("delete from hub.sign_in_lanes where bucket = $1", [bucket]);
}

/** Remembers where a person signed in from, and forgets the oldest beyond {@link KNOWN_MAX}. */
export async function rememberClient(
  db: Queryable,
  personId: string,
  kind: "device" | "place" | "session",
  hash: Buffer,
): Promise<void> {
  await db.query(
    `insert into hub.known_clients (person_id, kind, hash) values ($1, $2, $3)
     on conflict (person_id, kind, hash) do update set seen_at = now()`,
    [personId, kind, hash],
  );
  await db.query(
    `delete from hub.known_clients k using (
       select hash from hub.known_clients where person_id = $1 and kind = $2
       order by seen_at desc, hash offset $3) as old
     where k.person_id = $1 and k.kind = $2 and k.hash = old.hash`,
    [personId, kind, KNOWN_MAX],
  );
}
