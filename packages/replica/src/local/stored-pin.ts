/**
 * What the person's own database keeps of the PIN: enough to seal the database's key with it, and
 * only readable while the database is open. Bytes are in hexadecimal.
 */
export interface StoredPin {
  readonly name: "argon2id";
  readonly memory_KiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: string;
  readonly stretched: string;
}
