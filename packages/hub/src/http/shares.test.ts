import { systemPorts } from "@healthops/base/system-ports";
import { expect, test } from "vitest";
import { ChangeBudget } from "./change-budget.ts";
import { KnownTokens } from "./known-tokens.ts";
import { Shares } from "./shares.ts";

const staying = new AbortController().signal;

test("a person has so many requests under way, further ones wait, and one too many is refused", async () => {
  const shares = new Shares({ atOnce: 2, waitingMax: 1 }, systemPorts().timers);
  const first = await shares.enter("a", staying);
  await shares.enter("a", staying);
  let entered = false;
  const third = shares.enter("a", staying).then((leave) => {
    entered = true;
    return leave;
  });
  await expect(shares.enter("a", staying)).rejects.toMatchObject({
    code: "too_many_at_once",
    status: 429,
  });
  await shares.enter("b", staying);
  expect(entered, "others are not held up, and the place is still taken").toBe(false);
  first();
  first();
  await third;
  expect(entered).toBe(true);
});

test("who waits no longer than they may is told so, and who has left gives up their place", async () => {
  const runs: (() => void)[] = [];
  const timers = {
    after: (_ms: number, run: () => void) => {
      runs.push(run);
      return { cancel: () => undefined };
    },
  };
  const shares = new Shares({ atOnce: 1, waitingMax: 1 }, timers);
  const leave = await shares.enter("a", staying);
  const waiting = shares.enter("a", staying);
  runs[0]?.();
  await expect(waiting).rejects.toMatchObject({ code: "too_many_at_once" });
  const gone = new AbortController();
  const second = shares.enter("a", gone.signal);
  gone.abort();
  await expect(second).rejects.toMatchObject({ code: "too_many_at_once" });
  leave();
  await shares.enter("a", staying);
});

test("changes of one person: days offline at once, then as fast as an import needs, others are untouched", () => {
  let now_ms = 0;
  const budget = new ChangeBudget({ now: () => now_ms });
  for (let push = 0; push < 6; push++) budget.spend("importer", 5_000);
  expect(() => budget.spend("importer", 1)).toThrow(
    expect.objectContaining({ code: "too_many_changes", status: 429 }),
  );
  budget.spend("nurse", 5_000);
  now_ms += 15_000;
  budget.spend("importer", 5_000);
});

test("only a token that was believed counts for its person", () => {
  const known = new KnownTokens();
  known.remember("good.token", "person");
  expect(known.personOf("Bearer good.token")).toBe("person");
  expect(known.personOf("bearer  good.token ")).toBe("person");
  expect(known.personOf("Bearer forged.token")).toBeUndefined();
  expect(known.personOf(undefined)).toBeUndefined();
});
