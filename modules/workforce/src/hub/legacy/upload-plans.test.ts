import { listeningServer } from "@healthops/hub/testing/server-fixture";
import { statementsOf, wholeReads } from "@healthops/testing/hub/statement-plans";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { workforceHub } from "../../hub.ts";
import { newProgram } from "./testing/desktop-program.ts";

/** What grows with the years. */
const GROWING = new Set([
  "feed",
  "history",
  "receipts",
  "refused",
  "conflicts",
  "timesheet_entries",
]);

test("[PSH3] an upload reads nothing of what grows as a whole, also where rows are refused", async () => {
  const it = await openTestHub([workforceHub]);
  const { server, url } = await listeningServer(it.hub);
  const pc = await newProgram(it.hub, url, await addSite(it.hub, "Ankara"));
  pc.employee(1, "Synthetic One");
  pc.entry(1, 1, "2026-05-04");
  await pc.upload();
  pc.entry(2, 1, "2026-05-04");
  pc.entry(3, 1, "2026-05-05", { start_time: "half past eight" });
  pc.entry(4, 1, "2026-05-06");
  const statements = await statementsOf(() => pc.upload());
  const { rows } = await it.hub.pool.query("select from hub.refused");
  expect(rows.length).toBeGreaterThan(0);
  const connection = await it.hub.pool.connect();
  const found: string[] = [];
  for (const statement of statements) {
    const reads = await wholeReads(connection, statement, GROWING);
    found.push(...reads.map(({ relation, node }) => `${relation}: ${node} in ${statement.text}`));
  }
  connection.release();
  expect(found).toEqual([]);
  pc.close();
  await server.close();
  await it.close();
});
