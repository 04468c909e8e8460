import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FailedAttempts } from "./failed-attempts.ts";
import { inTransaction } from "../database/in-transaction.ts";

let it: TestHub;

beforeAll(async () => {
  it = await openTestHub();
});
afterAll(() => it.close());

test("a flood of failures waits with one connection; those beyond the room are counted in the log", async () => {
  const { pool, reserved } = it.hub;
  const failures = new FailedAttempts(reserved, 3);
  const notes: Promise<void>[] = [];
  await inTransaction(pool, async (connection) => {
    await connection.query("lock table hub.events in share mode");
    for (let count = 0; count < 20; count++) notes.push(failures.note(null, { why: "unknown" }));
    // the first is with the database, three wait, the others have been answered
    await Promise.all(notes.slice(4));
    expect(reserved.totalCount - reserved.idleCount).toBeLessThanOrEqual(1);
    expect(reserved.waitingCount).toBe(0);
  });
  await Promise.all(notes);
  const { rows } = await pool.query<{ why: string; n: number; left: number | null }>(
    `select detail ->> 'why' as why, count(*)::int as n, sum((detail ->> 'count')::int)::int as left
     from hub.events where kind = 'sign_in_failed' group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { why: "not_kept", n: 1, left: 16 },
    { why: "unknown", n: 4, left: null },
  ]);
});
