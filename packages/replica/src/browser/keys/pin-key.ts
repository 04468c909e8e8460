import type { Random } from "@healthops/base/ports";
import type { StoredPin } from "../../local/stored-pin.ts";
import { fromHex, toHex } from "./hex.ts";
import type { WrappedKey } from "./wrap-key.ts";
import { sealKey, stretch, unwrapKey } from "./wrap-key.ts";

const SALT_BYTES = 16;
/** Dearer than a password's: a PIN has little to guess. */
const COST = { name: "argon2id", memory_KiB: 65_536, passes: 2, lanes: 1 } as const;

/** What the database keeps of a new PIN. */
export async function storedPin(random: Random, pin: string): Promise<StoredPin> {
  const salt = random.bytes(SALT_BYTES);
  const stretched = await stretch(pin, { ...COST, salt });
  return { ...COST, salt: toHex(salt), stretched: toHex(stretched) };
}

/** Seals a database's key so that only the PIN opens it. */
export function sealWithPin(
  random: Random,
  { salt, stretched, ...cost }: StoredPin,
  key: Uint8Array,
  database: string,
): Promise<WrappedKey> {
  const kdf = { ...cost, salt: fromHex(salt) };
  return sealKey(random, { kdf, stretched: fromHex(stretched) }, key, bound(database));
}

/** The database's key; null when it is another PIN. */
export function openWithPin(
  pin: string,
  sealed: WrappedKey,
  database: string,
): Promise<Uint8Array | null> {
  return unwrapKey(pin, sealed, bound(database));
}

/** What a PIN sealed is no key for what a password sealed. */
function bound(database: string): string {
  return `${database} by PIN`;
}
