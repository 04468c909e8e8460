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

test("bytes of one person: some of the largest pushes at once, then a megabyte each two seconds", () => {
  let now_ms = 0;
  const budget = new ChangeBudget({ now: () => now_ms });
  const push = { changes: 10, bytes: 8 * 1024 * 1024 };
  for (let sent = 0; sent < 8; sent++) budget.spend("archivist", push);
  expect(() => budget.assertOpen("archivist")).toThrow(
    expect.objectContaining({ code: "too_many_changes", extra: { retryAfterSeconds: 1 } }),
  );
  budget.assertOpen("nurse");
  now_ms += 2_000;
  budget.spend("archivist", push);
  expect(() => budget.assertOpen("archivist")).toThrow("32 MB a minute");
});

test("changes of one person: days offline at once, then as fast as an import needs, others are untouched", () => {
  let now_ms = 0;
  const budget = new ChangeBudget({ now: () => now_ms });
  const many = { changes: 5_000, bytes: 1_000_000 };
  for (let push = 0; push < 6; push++) budget.spend("importer", many);
  expect(() => budget.spend("importer", { changes: 1, bytes: 100 })).toThrow(
    expect.objectContaining({ code: "too_many_changes", status: 429 }),
  );
  budget.spend("nurse", many);
  now_ms += 15_000;
  budget.spend("importer", many);
});

test("only a token that was believed counts for its session", () => {
  const known = new KnownTokens();
  known.remember("good.token", "session");
  expect(known.sessionOf("Bearer good.token")).toBe("session");
  expect(known.sessionOf("bearer  good.token ")).toBe("session");
  expect(known.sessionOf("Bearer forged.token")).toBeUndefined();
  expect(known.sessionOf(undefined)).toBeUndefined();
});
