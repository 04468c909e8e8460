import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { checkWire } from "@healthops/protocol/check-wire";
import { Said, textLike } from "@healthops/protocol/stored";
import { Problem } from "@healthops/base/problem";
import type { Static } from "typebox";
import { Type } from "typebox";
import { makeSecretFile, readSecretFile, replaceSecretFile } from "../vault/secret-file.ts";
import { fingerprintOf } from "./backup-encryption.ts";

const Recipient = textLike("^age1[0-9a-z]{58}$");
const Identity = textLike("^AGE-SECRET-KEY-1[0-9A-Z]{58}$");

/**
 * The file of a hub's backup keys. What writes backups needs the two recipients only; `identities` open
 * them on this machine, and may be taken away from it. The recovery key lies here until it was shown once.
 */
const KeyFile = Type.Object(
  {
    about: Said,
    recipient: Recipient,
    /** The newest first; older ones open older backups. */
    identities: Type.Array(Identity),
    recovery: Type.Object(
      {
        recipient: Recipient,
        notShownYet: Type.Optional(Identity),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
type KeyFile = Static<typeof KeyFile>;

const ABOUT =
  "Opens this hub's backups. Keep it apart from them, and the recovery key on paper elsewhere.";

/** A recovery key in the one moment in which it is shown. */
export interface RecoveryKey {
  readonly identity: string;
  readonly fingerprint: string;
}

/** The keys of a hub's backups, in a file that only it can read. */
export class BackupKeys {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** Whom backups are encrypted for; the first call makes the keys. Problems as {@link identities}. */
  async recipients(): Promise<readonly string[]> {
    const { recipient, recovery } = await this.#open();
    return [recipient, recovery.recipient];
  }

  /** What opens backups on this machine; none when there is no file. Problems `backup_keys_malformed`, `secret_file_unusable`. */
  async identities(): Promise<readonly string[]> {
    return (await this.#read())?.identities ?? [];
  }

  /** Whether nobody has seen the recovery key yet. */
  async recoveryKeyWaits(): Promise<boolean> {
    return (await this.#open()).recovery.notShownYet !== undefined;
  }

  /** What the recovery key is known by. */
  async recoveryFingerprint(): Promise<string> {
    return fingerprintOf((await this.#open()).recovery.recipient);
  }

  /**
   * Hands the recovery key to `show`, this once: afterwards it lies on this machine no more. False when it
   * was shown before.
   */
  async showRecoveryKey(show: (key: RecoveryKey) => void | Promise<void>): Promise<boolean> {
    const keys = await this.#open();
    const { notShownYet: identity, recipient } = keys.recovery;
    if (identity === undefined) return false;
    await show({ identity, fingerprint: fingerprintOf(recipient) });
    await replaceSecretFile(this.file, textOf({ ...keys, recovery: { recipient } }));
    return true;
  }

  /** Draws both keys anew. Backups made before open with the keys of before. */
  async renew(): Promise<void> {
    const before = await this.#open();
    const keys = await newKeys();
    const identities = [...keys.identities, ...before.identities];
    await replaceSecretFile(this.file, textOf({ ...keys, identities }));
  }

  async #open(): Promise<KeyFile> {
    const there = await this.#read();
    if (there !== null) return there;
    const made = await newKeys();
    if (await makeSecretFile(this.file, textOf(made))) return made;
    return (await this.#read()) ?? made;
  }

  async #read(): Promise<KeyFile | null> {
    const text = await readSecretFile(this.file);
    if (text === null) return null;
    try {
      return checkWire(KeyFile, JSON.parse(text), "backup keys");
    } catch (error) {
      throw new Problem({
        code: "backup_keys_malformed",
        status: 500,
        message: `${this.file} does not hold backup keys as the hub wrote them. Bring the file back, or move it away: the next backup makes new keys, and older ones open with their recovery key.`,
        cause: error,
      });
    }
  }
}

async function newKeys(): Promise<KeyFile> {
  const identity = await generateX25519Identity();
  const recovery = await generateX25519Identity();
  return {
    about: ABOUT,
    recipient: await identityToRecipient(identity),
    identities: [identity],
    recovery: { recipient: await identityToRecipient(recovery), notShownYet: recovery },
  };
}

function textOf(keys: KeyFile): string {
  return `${JSON.stringify(keys, null, 2)}\n`;
}
