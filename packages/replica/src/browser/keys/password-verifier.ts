import { argon2id, argon2Verify } from "hash-wasm";
import type { Random } from "@healthops/base/ports";
import type { PasswordVerifier } from "../../sign-in/password-verifier.ts";

const SALT_BYTES = 16;

/** Argon2id in WebAssembly, written down in the usual PHC form. */
export function wasmPasswordVerifier(random: Random): PasswordVerifier {
  return {
    hash: (password) =>
      argon2id({
        password,
        salt: random.bytes(SALT_BYTES),
        memorySize: 19_456,
        iterations: 2,
        parallelism: 1,
        hashLength: 32,
        outputType: "encoded",
      }),
    verify: (password, hash) => argon2Verify({ password, hash }).catch(() => false),
  };
}
