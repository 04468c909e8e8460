import { setImmediate as immediately } from "node:timers/promises";
import { expect, test } from "vitest";
import { ReadingTurns } from "./reading-turns.ts";

/** Reads that end when a test says so. */
function reads(turns: ReadingTurns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const read = (person: string, name: string): Promise<void> =>
    turns.take(person, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  return { begun, read, end: (name: string) => ends.get(name)?.() };
}

test("one who asks for much leaves a place to the others, and waits for themselves", async () => {
  const { begun, read, end } = reads(new ReadingTurns(2));
  const all = [read("greedy", "g1"), read("greedy", "g2"), read("greedy", "g3")];
  all.push(read("nurse", "n1"));
  await immediately();
  expect(begun).toEqual(["g1", "n1"]);
  end("g1");
  await immediately();
  expect(begun).toEqual(["g1", "n1", "g2"]);
  end("n1");
  end("g2");
  await immediately();
  end("g3");
  await Promise.all(all);
});

test("people take turns, however much one of them waits for, and a read that fails frees its place", async () => {
  const turns = new ReadingTurns(2);
  const { begun, read, end } = reads(turns);
  await expect(turns.take("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  const all = ["a1", "a2", "a3", "b1", "c1"].map((name) => read(name.slice(0, 1), name));
  for (const name of ["a1", "b1", "c1", "a2", "a3"]) {
    await immediately();
    end(name);
  }
  await Promise.all(all);
  expect(begun).toEqual(["a1", "b1", "a2", "c1", "a3"]);
});
