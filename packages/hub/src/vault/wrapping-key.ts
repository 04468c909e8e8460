import { createHash, randomBytes } from "node:crypto";
import { Problem } from "@healthops/base/problem";
import { makeSecretFile, readSecretFile } from "./secret-file.ts";

/** The key around the keys that the database keeps. It never lies in the database or in a backup. */
export interface WrappingKey {
  /** Where it lies, for people. */
  readonly place: string;
  /** Null when there is none yet. */
  read(): Promise<Uint8Array | null>;
  /** Makes one; when somebody else was faster, answers theirs. */
  make(): Promise<Uint8Array>;
}

const KEY_bytes = 32;
const TEXT = /^[\w-]{43}$/;

/** A wrapping key in a file: 32 random bytes as text. Problems `secret_file_unusable`, `wrapping_key_malformed`. */
export function wrappingKeyFile(file: string): WrappingKey {
  const read = async (): Promise<Uint8Array | null> => {
    const text = (await readSecretFile(file))?.trim();
    if (text === undefined) return null;
    if (!TEXT.test(text)) throw malformed(file);
    return Buffer.from(text, "base64url");
  };
  return {
    place: file,
    read,
    async make() {
      await makeSecretFile(file, `${randomBytes(KEY_bytes).toString("base64url")}\n`);
      return (await read()) ?? malformedThrow(file);
    },
  };
}

/** Names a wrapping key without telling it. */
export function wrappingKeyId(key: Uint8Array): string {
  return createHash("sha256")
    .update("healthops wrapping key")
    .update(key)
    .digest("hex")
    .slice(0, 16);
}

function malformedThrow(file: string): never {
  throw malformed(file);
}

function malformed(file: string): Problem {
  return new Problem({
    code: "wrapping_key_malformed",
    status: 500,
    message: `${file} holds no key: it has to be 43 characters as the hub wrote them. Bring the file back, or remove it and run: healthops hub rotate-keys --now`,
  });
}
