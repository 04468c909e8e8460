import { expect, test } from "vitest";
import { systemPorts } from "./system-ports.ts";

test("the real timers ring once, unless they are cancelled", async () => {
  const { timers } = systemPorts();
  const rang: string[] = [];
  timers.after(0, () => rang.push("cancelled")).cancel();
  await new Promise<void>((resolve) => {
    timers.after(1, () => {
      rang.push("kept");
      resolve();
    });
  });
  expect(rang).toEqual(["kept"]);
});

test("the real clock tells milliseconds, the real randomness as many bytes as asked", () => {
  const { clock, random } = systemPorts();
  const before = Date.now();
  const now = clock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
  expect(random.bytes(16)).toHaveLength(16);
  expect(random.bytes(16)).not.toEqual(random.bytes(16));
});
