import { exportJWK, generateKeyPair, importJWK } from "jose";
import type { CryptoKey, JWK } from "jose";
import { randomUUID } from "node:crypto";
import { assert, present } from "@healthops/base/assert";
import type { Clock } from "@healthops/base/ports";
import type { Queryable, Row } from "../database/pool.ts";

const ALGORITHM = "EdDSA";
/** How long another hub process may go on with keys it has read. */
const REREAD_AFTER_ms = 60_000;
/** An unknown key id makes us look again, but not at every forged token. */
const REREAD_AT_MOST_EVERY_ms = 1_000;
/** A retired key verifies until every token made with it has expired, with room for the reread. */
const VERIFIES_AFTER_RETIREMENT = "1 hour";

interface KeySet {
  readonly signing: { readonly kid: string; readonly key: CryptoKey };
  readonly verifying: ReadonlyMap<string, CryptoKey>;
  readonly read_ms: number;
}

/** The Ed25519 keys of access tokens, kept in the database and shared by all hub processes on it. */
export class SigningKeys {
  readonly #db: Queryable;
  readonly #clock: Clock;
  #keys: Promise<KeySet> | null = null;

  constructor(db: Queryable, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The key to sign with; the first call on a new hub makes one. */
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
    await this.#db.query(INSERT_KEY, await newKey("rotation"));
    await this.#db.query(
      `update hub.signing_keys set retired_at = clock_timestamp()
       where retired_at is null and kid <> (select kid from hub.signing_keys
         where retired_at is null order by created_at desc, kid limit 1)`,
    );
    this.#keys = null;
  }

  async #notOlderThan(age_ms: number): Promise<KeySet> {
    const keys = await this.#keys;
    if (keys !== null && this.#clock.now() - keys.read_ms < age_ms) return keys;
    const reading = this.#read();
    this.#keys = reading;
    reading.catch(() => {
      if (this.#keys === reading) this.#keys = null;
    });
    return reading;
  }

  async #read(): Promise<KeySet> {
    const rows = await this.#rows();
    if (rows.some((row) => row.signs)) return this.#keySet(rows);
    await this.#db.query(INSERT_KEY, await newKey("first"));
    return this.#keySet(await this.#rows());
  }

  async #rows(): Promise<KeyRow[]> {
    const { rows } = await this.#db.query<KeyRow>(
      `select kid, private_jwk, public_jwk, retired_at is null as signs from hub.signing_keys
       where retired_at is null or retired_at > now() - interval '${VERIFIES_AFTER_RETIREMENT}'
       order by created_at desc, kid`,
    );
    return rows;
  }

  async #keySet(rows: readonly KeyRow[]): Promise<KeySet> {
    const newest = present(
      rows.find((row) => row.signs),
      "a signing key exists",
    );
    const verifying = new Map<string, CryptoKey>();
    for (const row of rows) verifying.set(row.kid, await imported(row.public_jwk));
    const signing = { kid: newest.kid, key: await imported(newest.private_jwk) };
    return { signing, verifying, read_ms: this.#clock.now() };
  }
}

interface KeyRow extends Row {
  readonly kid: string;
  readonly private_jwk: JWK;
  readonly public_jwk: JWK;
  readonly signs: boolean;
}

/** Hubs starting at once each offer a first key; only one is taken. */
const INSERT_KEY = `
  insert into hub.signing_keys (kid, private_jwk, public_jwk)
  select $1, $2, $3
  where $4 = 'rotation' or not exists (select from hub.signing_keys where retired_at is null)`;

async function newKey(why: "first" | "rotation"): Promise<string[]> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, {
    crv: "Ed25519",
    extractable: true,
  });
  const jwks = [await exportJWK(privateKey), await exportJWK(publicKey)];
  return [randomUUID(), ...jwks.map((jwk) => JSON.stringify(jwk)), why];
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  assert(!(key instanceof Uint8Array), "a signing key is a key pair");
  return key;
}
