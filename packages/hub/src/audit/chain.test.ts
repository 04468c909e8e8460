import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { assertSealedInTime, sealLateness } from "./seal-lateness.ts";
import { seal } from "./seal.ts";
import { chainHolds, chainStatus, verifyChain } from "./verify-chain.ts";

let it: TestHub;
let site: string;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
});
afterAll(() => it.close());

const change = () =>
  applied(
    it.hub,
    SYSTEM_ACTOR,
    create("site_cards", newId(it.hub.ports), { siteId: site, title: "x" }),
  );
const sealNow = () => seal(it.hub.pool, it.hub.ports.timers);

/** What somebody who owns the database could do. */
async function tamper(table: string, statement: string): Promise<void> {
  const { pool } = it.hub;
  await pool.query(`alter table hub.${table} disable trigger append_only`);
  await pool.query(statement);
  await pool.query(`alter table hub.${table} enable trigger append_only`);
}

describe("the chain over changes and security events", () => {
  test("is sealed block by block, and found whole", async () => {
    expect(await chainStatus(it.hub.pool)).toMatchObject({
      state: "unverified",
      blocks: 0,
      head: null,
    });
    await change();
    await recordEvent(it.hub.pool, { kind: "sign_in_failed" });
    expect(await sealNow()).toMatchObject({ blocks: 1, changes: 2, events: 1 });
    expect(await sealNow()).toEqual({ blocks: 0, changes: 0, events: 0 });
    await change();
    expect(await chainStatus(it.hub.pool)).toMatchObject({ waiting: 1 });
    expect(await sealNow()).toMatchObject({ blocks: 1, changes: 1, events: 0 });
    const status = await verifyChain(it.hub.pool, null);
    expect(status).toMatchObject({ state: "whole", blocks: 2, verifiedBlocks: 2, waiting: 0 });
    expect(await chainHolds(it.hub.pool, status.head ?? "")).toBe(true);
    expect(await chainHolds(it.hub.pool, "00".repeat(32))).toBe(false);
  });

  test("does not seal past a change that is still being made", async () => {
    const open = await it.hub.pool.connect();
    try {
      await open.query("begin");
      await recordEvent(open, { kind: "sign_in_failed" });
      await change();
      const sealing = sealNow();
      await new Promise((resolve) => setImmediate(resolve));
      expect(await chainStatus(it.hub.pool)).toMatchObject({ waiting: 1 });
      await open.query("commit");
      expect(await sealing).toMatchObject({ changes: 1, events: 1 });
    } finally {
      open.release();
    }
    expect(await verifyChain(it.hub.pool, null)).toMatchObject({ state: "whole" });
  });

  test("holds under many writers, and every change is sealed once", async () => {
    const over = new AbortController();
    const writers = Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let count = 0; count < 25; count++) await change();
      }),
    ).finally(() => over.abort());
    while (!over.signal.aborted) await sealNow();
    await writers;
    await sealNow();
    const { rows } = await it.hub.pool.query("select count(*) as n from hub.history");
    expect(await verifyChain(it.hub.pool, null)).toMatchObject({
      state: "whole",
      waiting: 0,
      changes: rows[0]?.["n"],
    });
  });

  test("cannot be sealed anew by an ordinary statement", async () => {
    await expect(it.hub.pool.query("delete from hub.seals")).rejects.toThrow(/append-only/);
  });

  const third = "(select max(seq) from hub.history)";
  test.each([
    [
      "a changed value",
      "history",
      `update hub.history set after = after || '{"title": "y"}' where seq = ${third}`,
      /altered/,
    ],
    [
      "another person",
      "history",
      `update hub.history set person_id = gen_random_uuid() where seq = ${third}`,
      /altered/,
    ],
    [
      "a removed change",
      "history",
      `delete from hub.history where seq = ${third}`,
      /removed or added/,
    ],
    [
      "a removed event",
      "events",
      `delete from hub.events where id = (select min(id) from hub.events)`,
      /removed or added/,
    ],
    [
      "a changed seal",
      "seals",
      `update hub.seals set hash = sha256(hash) where number = 1`,
      /altered/,
    ],
    ["a removed seal", "seals", `delete from hub.seals where number = 1`, /missing/],
  ])("shows %s", async (_, table, statement, message) => {
    await it.hub.pool.query(`create table keep_copy as table hub.${table}`);
    await tamper(table, statement);
    expect(await verifyChain(it.hub.pool, null)).toMatchObject({
      state: "broken",
      fault: { message: expect.stringMatching(message) },
    });
    const overriding = table === "seals" ? "" : "overriding system value";
    await tamper(
      table,
      `delete from hub.${table}; insert into hub.${table} ${overriding} table keep_copy; drop table keep_copy`,
    );
    expect(await verifyChain(it.hub.pool, null)).toMatchObject({ state: "whole", fault: null });
  });
});

test("sealing that is held up for long fails aloud, and names what holds it up", async () => {
  await sealNow();
  await expect(assertSealedInTime(it.hub.pool)).resolves.toBeUndefined();
  await waitingSince(20);
  const open = await it.hub.pool.connect();
  try {
    await open.query("begin");
    await open.query("select 1");
    await expect(assertSealedInTime(it.hub.pool)).rejects.toMatchObject({
      code: "audit_seal_late",
      message: expect.stringMatching(/^Changes have been waiting for 20 minutes.*healthops-hub/),
    });
  } finally {
    await open.query("rollback");
    open.release();
  }
  await sealNow();
  await expect(assertSealedInTime(it.hub.pool)).resolves.toBeUndefined();
});

test("lateness is what the oldest has waited beyond the interval, and a warning after ten minutes", async () => {
  await sealNow();
  expect(await sealLateness(it.hub.pool)).toEqual({ late_s: 0, tooLate: false });
  await waitingSince(4);
  expect(await sealLateness(it.hub.pool)).toEqual({ late_s: 0, tooLate: false });
  await waitingSince(9);
  const some = await sealLateness(it.hub.pool);
  expect([Math.floor(some.late_s / 60), some.tooLate]).toEqual([4, false]);
  await change();
  await it.hub.pool.query("alter table hub.history disable trigger append_only");
  await it.hub.pool.query(
    "update hub.history set at_us = at_us - 16 * 60000000::bigint where seq = (select max(seq) from hub.history)",
  );
  await it.hub.pool.query("alter table hub.history enable trigger append_only");
  const much = await sealLateness(it.hub.pool);
  expect([Math.floor(much.late_s / 60), much.tooLate]).toEqual([11, true]);
  await sealNow();
  expect(await sealLateness(it.hub.pool)).toEqual({ late_s: 0, tooLate: false });
});

/** An event that nobody sealed for so long. */
async function waitingSince(minutes: number): Promise<void> {
  await it.hub.pool.query(
    "insert into hub.events (kind, at) values ('signed_in', now() - make_interval(mins => $1))",
    [minutes],
  );
}
