import { exportJWK, generateKeyPair, importJWK } from "jose";
import type { CryptoKey, JWK } from "jose";
import { randomUUID } from "node:crypto";
import { assert, present } from "@healthops/base/assert";
import type { Clock } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type pg from "pg";
import type { Queryable, Row } from "../database/pool.ts";
import { apart } from "../database/query-budget.ts";
import type { WrappingKey } from "../vault/wrapping-key.ts";
import { sealKey, unsealKey } from "./sealed-key.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { inTransaction } from "../database/in-transaction.ts";

const ALGORITHM = "EdDSA";
/** How long another hub process may go on with keys it has read. */
const REREAD_AFTER_ms = 60_000;
/** An unknown key id makes us look again, but not at every forged token. */
const REREAD_AT_MOST_EVERY_ms = 1_000;
/** Any number, the same in every hub: keys are made by one of them at a time. */
const KEYS_LOCK = 7_011_2028;
/** A key that signed for so long gets a successor. */
const ROTATE_AFTER = "30 days";

/**
 * Which rows of `hub.signing_keys` verify: a retired key does until every token made with it has expired,
 * with room for the reread.
 */
const VERIFYING_KEYS = `(retired_at is null or retired_at > now() - interval '1 hour')`;

interface KeySet {
  readonly signing: { readonly kid: string; readonly key: CryptoKey };
  readonly verifying: ReadonlyMap<string, CryptoKey>;
  readonly read_ms: number;
}

/**
 * The Ed25519 keys of access tokens, shared by all hub processes on the database. They lie there sealed
 * with a key that lies elsewhere: who reads the database, or a copy of it, can sign nothing.
 */
export class SigningKeys {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #wrapping: WrappingKey;
  #keys: Promise<KeySet> | null = null;

  constructor(pool: pg.Pool, clock: Clock, wrapping: WrappingKey) {
    this.#pool = pool;
    this.#clock = clock;
    this.#wrapping = wrapping;
  }

  /**
   * The key to sign with; the first call on a new hub makes one. Problems `wrapping_key_missing`,
   * `wrapping_key_other`.
   */
  async toSign(): Promise<KeySet["signing"]> {
    return (await this.#notOlderThan(REREAD_AFTER_ms)).signing;
  }

  /** The public key of that id; null when the hub has none such. */
  async toVerify(kid: string): Promise<CryptoKey | null> {
    const known = (await this.#notOlderThan(REREAD_AFTER_ms)).verifying.get(kid);
    if (known !== undefined) return known;
    return (await this.#notOlderThan(REREAD_AT_MOST_EVERY_ms)).verifying.get(kid) ?? null;
  }

  /** Call it when keys changed: the next question goes to the database. */
  forget(): void {
    this.#keys = null;
  }

  /** Makes a new key and retires the others; tokens made with those stay good until they expire. */
  async rotate(): Promise<void> {
    await this.toSign();
    await this.#change(async (connection, wrapping) => {
      await connection.query(
        `update hub.signing_keys set retired_at = clock_timestamp() where retired_at is null`,
      );
      await insertKey(connection, wrapping);
      await recordEvent(connection, {
        kind: "signing_keys_changed",
        detail: { tokensEnded: false },
      });
    });
  }

  /** {@link rotate}, when the key has signed for a month; answers whether it had. */
  async rotateWhenOld(): Promise<boolean> {
    const { rows } = await this.#pool.query(
      `select from hub.signing_keys where retired_at is null having
         max(created_at) < now() - interval '${ROTATE_AFTER}'`,
    );
    if (rows.length === 0) return false;
    await this.rotate();
    return true;
  }

  /**
   * Makes a new key and throws all others away: no token made before is good any more. Works without the
   * wrapping key of before, too, which is how a hub goes on that lost it.
   */
  async endAllTokens(): Promise<void> {
    await this.#wrapping.make();
    await this.#change(async (connection, wrapping) => {
      await connection.query("delete from hub.signing_keys");
      await insertKey(connection, wrapping);
      await recordEvent(connection, {
        kind: "signing_keys_changed",
        detail: { tokensEnded: true },
      });
    });
  }

  async #notOlderThan(age_ms: number): Promise<KeySet> {
    const keys = await this.#keys;
    if (keys !== null && Math.abs(this.#clock.now() - keys.read_ms) < age_ms) return keys;
    const reading = apart(() => this.#read());
    this.#keys = reading;
    reading.catch(() => {
      if (this.#keys === reading) this.#keys = null;
    });
    return reading;
  }

  async #read(): Promise<KeySet> {
    const rows = await keyRows(this.#pool);
    if (rows.some((row) => row.signs)) return this.#keySet(rows);
    await this.#wrapping.make();
    await this.#change(async (connection, wrapping) => {
      // hubs that start at once each come here; only one makes a key
      const before = await keyRows(connection);
      if (!before.some((row) => row.signs)) await insertKey(connection, wrapping);
    });
    return this.#keySet(await keyRows(this.#pool));
  }

  async #change(
    work: (connection: pg.PoolClient, wrapping: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const wrapping = await this.#wrapping.read();
    if (wrapping === null) throw wrappingKeyMissing(this.#wrapping.place);
    await inTransaction(this.#pool, async (connection) => {
      await connection.query("select pg_advisory_xact_lock($1)", [KEYS_LOCK]);
      await work(connection, wrapping);
    });
    this.forget();
  }

  async #keySet(rows: readonly KeyRow[]): Promise<KeySet> {
    const wrapping = await this.#wrapping.read();
    if (wrapping === null) throw wrappingKeyMissing(this.#wrapping.place);
    const verifying = new Map<string, CryptoKey>();
    let signing: KeySet["signing"] | null = null;
    for (const { kid, sealed, signs } of rows) {
      const jwk = await unsealKey(kid, sealed, wrapping);
      if (jwk === null) throw wrappingKeyOther(this.#wrapping.place);
      // The public half comes out of the seal as well: a row that somebody put there verifies nothing.
      verifying.set(kid, await imported(publicHalf(jwk)));
      if (signs) signing ??= { kid, key: await imported(jwk) };
    }
    return {
      signing: present(signing, "a signing key exists"),
      verifying,
      read_ms: this.#clock.now(),
    };
  }
}

interface KeyRow extends Row {
  readonly kid: string;
  readonly sealed: string;
  readonly signs: boolean;
}

async function keyRows(db: Queryable): Promise<KeyRow[]> {
  const { rows } = await db.query<KeyRow>(
    `select kid, sealed, retired_at is null as signs from hub.signing_keys
     where sealed is not null and ${VERIFYING_KEYS} order by created_at desc, kid`,
  );
  return rows;
}

async function insertKey(connection: pg.PoolClient, wrapping: Uint8Array): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: "Ed25519", extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = randomUUID();
  await connection.query(
    "insert into hub.signing_keys (kid, sealed, public_jwk) values ($1, $2, $3)",
    [kid, await sealKey(kid, jwk, wrapping), JSON.stringify(publicHalf(jwk))],
  );
}

function publicHalf({ d: _private, ...jwk }: JWK): JWK {
  return jwk;
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  assert(!(key instanceof Uint8Array), "a signing key is a key pair");
  return key;
}

const MEND =
  "Several hubs on one database share one such file: copy it from the hub that works, or name its place with HEALTHOPS_WRAPPING_KEY_FILE. If it is lost, run: healthops hub rotate-keys --now";

function wrappingKeyMissing(place: string): Problem {
  return new Problem({
    code: "wrapping_key_missing",
    status: 500,
    message: `The keys that sign tokens are sealed with a key that should lie in ${place}, and it is not there. ${MEND}`,
  });
}

function wrappingKeyOther(place: string): Problem {
  return new Problem({
    code: "wrapping_key_other",
    status: 500,
    message: `The keys that sign tokens were sealed with another key than the one in ${place}. ${MEND}`,
  });
}
