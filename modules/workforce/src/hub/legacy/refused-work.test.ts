import {
  addTestPerson,
  call,
  listeningServer,
  signIn,
} from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { RefusedChange } from "@healthops/protocol/wire/refused";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { workforceHub } from "../../hub.ts";
import { periodIdOf } from "../../natural-ids.ts";
import type { DesktopProgram } from "./testing/desktop-program.ts";
import { newProgram } from "./testing/desktop-program.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
let bursa: string;
let pc: DesktopProgram;
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  for (const [name, site] of [
    ["ankara-boss", ankara],
    ["bursa-boss", bursa],
  ] as const) {
    await addTestPerson(it.hub, name, "MANAGER", site);
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});
beforeEach(async () => {
  pc = await newProgram(it.hub, url, ankara);
  pc.employee(1, "Synthetic One");
});
afterEach(() => pc.close());

const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);

const listed = async (name: string, state = "open") => {
  const path = `refused?state=${state}&device=${pc.keyId}&limit=200`;
  return (await as(name, "GET", path)).body["refused"] as RefusedChange[];
};

describe("[PSH3] what of an old program's file was refused", () => {
  test("waits for the region's manager, with what was written in the row", async () => {
    pc.entry(7, 1, "2026-05-04", { start_time: "half past eight", notes: "by hand" });
    await pc.upload();
    expect(await listed("ankara-boss")).toMatchObject([
      {
        personId: pc.keyId,
        decision: null,
        mutations: [
          {
            collection: "timesheet_entries",
            op: "create",
            code: "invalid_row",
            withheld: false,
            fields: {
              date: "2026-05-04",
              startTime: "half past eight",
              endTime: "17:00",
              note: "by hand",
              siteId: ankara,
            },
          },
        ],
      },
    ]);
    expect(await listed("bursa-boss")).toEqual([]);
  });

  test("is there once, however often the file comes, and also after the program took the download", async () => {
    pc.entry(7, 1, "2026-05-04", { start_time: "half past eight" });
    await pc.upload();
    await pc.upload();
    expect(await listed("ankara-boss")).toHaveLength(1);
    await pc.download();
    expect(pc.rows("select id from timesheets where start_time = 'half past eight'")).toEqual([]);
    await pc.upload();
    expect(await listed("ankara-boss")).toHaveLength(1);
  });

  test("leaves the list once the row is put right, and waits anew when it is wrong again", async () => {
    pc.entry(7, 1, "2026-05-05", { start_time: "8 o'clock" });
    await pc.upload();
    pc.sql("update timesheets set start_time = '08:00' where id = 7");
    await pc.upload();
    expect(await listed("ankara-boss")).toEqual([]);
    expect(await listed("ankara-boss", "decided")).toMatchObject([
      { decision: { outcome: "withdrawn", byPersonId: pc.keyId } },
    ]);
    pc.sql("update timesheets set start_time = 'noon' where id = 7");
    await pc.upload();
    expect(await listed("ankara-boss")).toMatchObject([
      { mutations: [{ fields: { startTime: "noon" } }] },
    ]);
  });

  test("of another region waits for that region's manager, who can take it over", async () => {
    pc.employee(2, "Synthetic Two", "Bursa");
    await pc.upload();
    const [change] = await listed("bursa-boss");
    expect(change).toMatchObject({
      mayDecide: true,
      mutations: [{ code: "other_region", fields: { name: "Synthetic Two", siteId: bursa } }],
    });
    const path = `refused/${pc.keyId}/${change?.seq}/take-over`;
    const { recordId = "" } = change?.mutations[0] ?? {};
    const record = { collection: "employees", recordId, base: 0 };
    const fields = { name: "Synthetic Two", siteId: bursa };
    const taken = await as("bursa-boss", "POST", path, { records: [{ ...record, fields }] });
    expect(taken.status).toBe(200);
    expect((await as("bursa-boss", "GET", `workforce/employees/${recordId}`)).body).toMatchObject(
      fields,
    );
    // The program still sends it, and it is still not its region's: decided once is decided.
    await pc.upload();
    expect(await listed("bursa-boss")).toEqual([]);
  });

  test("by a rule waits too: a locked month's rows", async () => {
    await pc.upload();
    const period = { siteId: ankara, month: "2026-07", state: "locked" };
    await applied(it.hub, SYSTEM_ACTOR, create("periods", periodIdOf(ankara, "2026-07"), period));
    pc.entry(3, 1, "2026-07-02");
    await pc.upload();
    expect(await listed("ankara-boss")).toMatchObject([
      { mutations: [{ code: "rule_broken", fields: { date: "2026-07-02" } }] },
    ]);
  });

  test("rows that cannot be told apart are kept as well", async () => {
    pc.sql("create table people2 as select * from employees; drop table employees");
    pc.sql("create table employees as select * from people2; drop table people2");
    pc.sql(
      "insert into employees select 1, 'Synthetic Twin', region, position, created_at from employees",
    );
    await pc.upload();
    expect(await listed("ankara-boss")).toMatchObject([
      { mutations: [{ code: "invalid_row", fields: { name: "Synthetic Twin" } }] },
    ]);
  });
});
