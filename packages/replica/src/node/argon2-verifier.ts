import { argon2, timingSafeEqual } from "node:crypto";
import type { Random } from "@healthops/base/ports";
import type { PasswordVerifier } from "../sign-in/password-verifier.ts";

interface Cost {
  readonly memory_KiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** About 30 ms on a small machine. */
const COST: Cost = { memory_KiB: 19_456, passes: 2, lanes: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Argon2id of Node's own crypto, written down in the usual PHC form. */
export function argon2Verifier(random: Random): PasswordVerifier {
  return {
    async hash(password) {
      const salt = random.bytes(SALT_BYTES);
      const tag = await derive(password, salt, COST, TAG_BYTES);
      const { memory_KiB, passes, lanes } = COST;
      return `$argon2id$v=19$m=${memory_KiB},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`;
    },
    async verify(password, hash) {
      const [, memory, passes, lanes, salt, tag] = PHC.exec(hash) ?? [];
      if (salt === undefined || tag === undefined) return false;
      const cost = { memory_KiB: Number(memory), passes: Number(passes), lanes: Number(lanes) };
      const expected = Buffer.from(tag, "base64");
      const found = await derive(password, Buffer.from(salt, "base64"), cost, expected.length);
      return timingSafeEqual(found, expected);
    },
  };
}

function derive(
  password: string,
  nonce: Uint8Array,
  cost: Cost,
  tagLength: number,
): Promise<Buffer> {
  const parameters = {
    message: password,
    nonce,
    memory: cost.memory_KiB,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
