import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

test("at most so many run at once, the rest in order, and a crowd beyond that is turned away", async () => {
  const inSlot = createSlots(2, 2);
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const runs = gates.map(({ promise }, index) =>
    inSlot(async () => {
      begun.push(index);
      await promise;
      return index;
    }),
  );
  await expect(inSlot(async () => 4)).rejects.toMatchObject({ code: "busy", status: 503 });
  expect(begun).toEqual([0, 1]);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(runs)).toEqual([0, 1, 2, 3]);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test("work that fails gives its place back", async () => {
  const inSlot = createSlots(1, 1);
  await expect(inSlot(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inSlot(async () => "yes")).toBe("yes");
});
