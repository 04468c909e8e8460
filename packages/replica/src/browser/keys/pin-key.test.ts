import { systemPorts } from "@healthops/base/system-ports";
import { expect, test } from "vitest";
import { openWithPin, sealWithPin, storedPin } from "./pin-key.ts";
import { unwrapKey } from "./wrap-key.ts";

const { random } = systemPorts();

test("the PIN opens what was sealed without typing it, and no other PIN does", async () => {
  const key = random.bytes(32);
  const pin = await storedPin(random, "7391");
  const sealed = await sealWithPin(random, pin, key, "base");
  expect(await openWithPin("7391", sealed, "base")).toEqual(key);
  expect(await openWithPin("7392", sealed, "base")).toBeNull();
  expect(await openWithPin("7391", sealed, "other")).toBeNull();
});

test("what a PIN sealed is not what a password of the same digits sealed", async () => {
  const pin = await storedPin(random, "7391");
  const sealed = await sealWithPin(random, pin, random.bytes(32), "base");
  expect(await unwrapKey("7391", sealed, "base")).toBeNull();
});
