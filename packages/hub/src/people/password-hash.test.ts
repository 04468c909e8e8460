import { argon2Sync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "./password-hash.ts";
import { formatPhc, parsePhc } from "./phc.ts";

describe("a password's hash", () => {
  test("is Argon2id with 19 MiB, 2 passes and 1 lane in PHC form, salted anew each time", async () => {
    const [one, other] = await Promise.all([hashPassword("the same"), hashPassword("the same")]);
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(other).not.toBe(one);
  });

  test("lets the right password in and no other, in whatever Unicode form it was typed", async () => {
    const hash = await hashPassword("şifre çok gizli é");
    expect(await verifyPassword("şifre çok gizli é".normalize("NFD"), hash)).toBe(true);
    expect(await verifyPassword("sifre cok gizli e", hash)).toBe(false);
  });

  test("of nobody lets nobody in, after the same work", async () => {
    expect(await verifyPassword("anything", null)).toBe(false);
    expect(await verifyPassword("anything", "$2b$12$not-one-of-ours")).toBe(false);
  });

  test("of other costs still verifies, and is known to be outdated", async () => {
    const salt = Buffer.alloc(16, 5);
    const hash = argon2Sync("argon2id", {
      message: "an old one",
      nonce: salt,
      memory: 1024,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    });
    const old = formatPhc({ memory_KiB: 1024, passes: 1, lanes: 1, salt, hash });
    expect(await verifyPassword("an old one", old)).toBe(true);
    expect(isOutdated(old)).toBe(true);
    expect(isOutdated(await hashPassword("a new one"))).toBe(false);
  });

  test("survives being written and read", () => {
    const value = {
      memory_KiB: 19_456,
      passes: 2,
      lanes: 1,
      salt: Buffer.alloc(16, 1),
      hash: Buffer.alloc(32, 2),
    };
    expect(parsePhc(formatPhc(value))).toEqual(value);
    expect(parsePhc("$argon2id$v=19$m=99999999999,t=2,p=1$AAAA$AAAA")).toBeNull();
  });
});
