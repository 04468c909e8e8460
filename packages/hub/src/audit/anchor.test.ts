import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { AuditAnchor } from "./anchor.ts";
import { seal } from "./seal.ts";
import { verifyChain } from "./verify-chain.ts";

let it: TestHub;
let folder: string;
let site: string;
let anchor: AuditAnchor;

beforeEach(async () => {
  it = await openTestHub();
  folder = await mkdtemp(path.join(tmpdir(), "healthops-anchor-"));
  anchor = new AuditAnchor(path.join(folder, "kept", "anchor.jsonl"));
  site = await addSite(it.hub, "Ankara");
});
afterEach(async () => {
  await it.close();
  await rm(folder, { recursive: true, force: true });
});

/** A change, sealed and noted. */
async function sealed(): Promise<void> {
  const card = create("site_cards", newId(it.hub.ports), { siteId: site, title: "x" });
  await applied(it.hub, SYSTEM_ACTOR, card);
  await seal(it.hub.pool, it.hub.ports.timers);
  await anchor.note(it.hub.pool);
}

/** What somebody who owns the database could do: the end of the chain is gone, with what it sealed. */
async function cutAbove(block: number): Promise<void> {
  const tables = ["seals", "history", "events"];
  for (const table of tables)
    await it.hub.pool.query(`alter table hub.${table} disable trigger append_only`);
  await it.hub.pool.query(
    `delete from hub.history where seq > (select changes_through from hub.seals where number = ${block})`,
  );
  await it.hub.pool.query(`delete from hub.seals where number > ${block}`);
  for (const table of tables)
    await it.hub.pool.query(`alter table hub.${table} enable trigger append_only`);
}

const verdict = async () => {
  const { state, fault } = await verifyChain(it.hub.pool, anchor);
  return { state, block: fault?.block, message: fault?.message };
};

test("a chain whose end was cut off is broken, and says what is missing", async () => {
  for (let block = 1; block <= 4; block++) await sealed();
  expect(await verdict()).toMatchObject({ state: "whole" });
  await cutAbove(2);
  expect(await verdict()).toMatchObject({
    state: "broken",
    block: 3,
    message: expect.stringMatching(/^Seals 3–4 are gone/),
  });
  // Without the anchor nobody could tell.
  expect((await verifyChain(it.hub.pool, null)).state).toBe("whole");
  // It does not help to seal on: the new blocks are others.
  for (let block = 3; block <= 5; block++) await sealed();
  expect(await verdict()).toMatchObject({
    state: "broken",
    block: 3,
    message: expect.stringContaining("Seal 3 is not the one that was noted"),
  });
});

test("a chain that was cut within the last block says so in the singular", async () => {
  for (let block = 1; block <= 2; block++) await sealed();
  await cutAbove(1);
  expect(await verdict()).toMatchObject({
    block: 2,
    message: expect.stringMatching(/^Seal 2 is gone/),
  });
});

test("a break that was explained is none, and the chain goes on being watched from there", async () => {
  for (let block = 1; block <= 3; block++) await sealed();
  await cutAbove(1);
  await anchor.explain(it.hub.pool, "restored");
  expect(await verdict()).toMatchObject({ state: "whole" });
  for (let block = 2; block <= 3; block++) await sealed();
  expect(await verdict()).toMatchObject({ state: "whole" });
  await cutAbove(2);
  expect(await verdict()).toMatchObject({ state: "broken", block: 3 });
  expect(await anchor.newestHeld(it.hub.pool)).toBe(2);
});

test("the file is its owner's, one line a block, and a line that was cut is passed over", async () => {
  await sealed();
  await anchor.note(it.hub.pool);
  await new AuditAnchor(anchor.file).note(it.hub.pool);
  const text = await readFile(anchor.file, "utf8");
  expect(text.trim().split("\n")).toHaveLength(1);
  expect((await stat(anchor.file)).mode & 0o777).toBe(0o600);
  await writeFile(anchor.file, `${text}{"at":"2026-01-01T00:00:00Z","blo\n`);
  expect(await verdict()).toMatchObject({ state: "whole" });
});

test("[LIN1] a chain that is shorter since a change of line names the line; without one it does not", async () => {
  for (let block = 1; block <= 3; block++) await sealed();
  await cutAbove(2);
  expect((await verdict()).message).not.toMatch(/line/);
  await it.hub.pool.query("update hub.lines set timeline = '0000000F'");
  await it.hub.lines.renew(it.hub.pool);
  expect(await verdict()).toMatchObject({
    state: "broken",
    block: 3,
    message: expect.stringMatching(/went on from a copy .* line 2, opened at .* \(timeline\)/),
  });
});
