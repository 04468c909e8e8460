import { systemPorts } from "@healthops/base/system-ports";
import { expect, test } from "vitest";
import { askForSecret, handOver } from "./hand-over.ts";

const { random } = systemPorts();

test("who asked can open what is handed over, and it does not travel in clear", async () => {
  const secret = random.bytes(32);
  const asking = await askForSecret();
  const answer = await handOver(random, asking.publicKey, secret);
  expect(Buffer.from(answer.sealed).includes(Buffer.from(secret))).toBe(false);
  expect(await asking.open(answer)).toEqual(secret);
});

test("who listened cannot", async () => {
  const [asking, listening] = [await askForSecret(), await askForSecret()];
  const answer = await handOver(random, asking.publicKey, random.bytes(32));
  await expect(listening.open(answer)).rejects.toMatchObject({ name: "OperationError" });
});
