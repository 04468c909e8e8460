import { expect, test } from "vitest";
import { systemPorts } from "@healthops/base/system-ports";
import { argon2Verifier } from "./argon2-verifier.ts";

test("only the right password fits a hash; equal passwords have different hashes", async () => {
  const passwords = argon2Verifier(systemPorts().random);
  const hash = await passwords.hash("güzel parola");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(hash).not.toBe(await passwords.hash("güzel parola"));
  expect(await passwords.verify("güzel parola", hash)).toBe(true);
  expect(await passwords.verify("guzel parola", hash)).toBe(false);
  expect(await passwords.verify("güzel parola", "nonsense")).toBe(false);
});
