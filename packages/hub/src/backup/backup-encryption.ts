import { createHash } from "node:crypto";
import type { Recipient } from "age-encryption";
import { Decrypter, Encrypter, identityToRecipient, Stanza } from "age-encryption";
import { assert } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import { damaged } from "./backup-file.ts";

/** How every file in age's format begins. */
export const AGE_START = "age-encryption.org/v1\n";
/** A stanza that no key opens: it says which keys the file was made for. Other programs pass it over. */
const MADE_FOR = "healthops-made-for";
/** An age header with a handful of keys is far shorter. */
const HEADER_MAX_bytes = 16 * 1024;

/**
 * Encrypts for all recipients (`age1…`), any of whose keys opens it: an ordinary age file, so that other
 * programs open it, too. In pieces of 64 KB; memory does not grow with the content.
 */
export async function* encrypted(
  content: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  assert(recipients.length > 0, "somebody can open a backup");
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  encrypter.addRecipient(madeFor(recipients));
  yield* await encrypter.encrypt(ReadableStream.from(content));
}

/**
 * Opens what {@link encrypted} made, with any of the identities (`AGE-SECRET-KEY-1…`). Problems
 * `backup_key_needed` and `backup_damaged`.
 */
export async function* decrypted(
  content: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  let failure: unknown;
  let start = Buffer.alloc(0);
  // What goes wrong with the file itself is told apart from what goes wrong with its encryption.
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of content) {
        if (start.length < HEADER_MAX_bytes) start = Buffer.concat([start, chunk]);
        yield chunk;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    yield* await decrypter.decrypt(ReadableStream.from(watched()));
  } catch (error) {
    if (failure !== undefined) throw failure;
    if (error instanceof Error && error.message.startsWith("no identity matched"))
      throw keyNeeded(keysNamedIn(start));
    throw damaged("it cannot be decrypted to its end", error);
  }
}

/** Names a recipient so that two people can compare it: `6f2a-91c3-77d0`. */
export function fingerprintOf(recipient: string): string {
  const digits = createHash("sha256").update(recipient).digest("hex").slice(0, 12);
  return digits.match(/.{4}/g)?.join("-") ?? digits;
}

/**
 * A key as somebody typed or pasted it, in the form that opens files, with its recipient. Its checksum finds
 * mistyped characters: Problem `recovery_key_malformed`.
 */
export async function typedIdentity(
  typed: string,
): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = typed
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("")
    .replaceAll(/\s/g, "")
    .toUpperCase();
  try {
    return { identity, recipient: await identityToRecipient(identity) };
  } catch (error) {
    throw new Problem({
      code: "recovery_key_malformed",
      status: 422,
      message:
        "This is not a recovery key. It begins with AGE-SECRET-KEY-1 and has 74 characters; look for one that was mistyped.",
      cause: error,
    });
  }
}

function madeFor(recipients: readonly string[]): Recipient {
  const stanza = new Stanza([MADE_FOR, ...recipients.map(fingerprintOf)], new Uint8Array());
  return { wrapFileKey: () => [stanza] };
}

function keysNamedIn(start: Buffer): readonly string[] {
  const line = new RegExp(`^-> ${MADE_FOR} ([0-9a-f -]+)$`, "m").exec(start.toString("latin1"));
  return line?.[1]?.split(" ") ?? [];
}

function keyNeeded(fingerprints: readonly string[]): Problem {
  const made = fingerprints.length === 0 ? "another key" : `the keys ${fingerprints.join(" and ")}`;
  return new Problem({
    code: "backup_key_needed",
    status: 422,
    message: `This backup is encrypted for ${made}, and none of the keys given opens it. Give the recovery key of that hub: type it when asked, or name a file that holds it with --recovery-key-file.`,
    extra: { fingerprints },
  });
}
