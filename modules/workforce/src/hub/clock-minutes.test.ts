import { newId } from "@healthops/base/ids";
import type { HubActor } from "@healthops/hub/hub-actor";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  applied,
  create,
  openTestHub,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workforceHub } from "../hub.ts";
import { entryIdOf } from "../natural-ids.ts";

let it: TestHub;
let admin: HubActor;
beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  admin = await addActor(it.hub, "ADMIN", null);
});
afterAll(() => it.close());

async function siteIn(timeZone: string | null): Promise<string> {
  const id = newId(it.hub.ports);
  await applied(it.hub, admin, create("sites", id, { name: `Synthetic ${id}`, timeZone }));
  return id;
}

/** Somebody at a new site of that zone. */
async function employeeIn(timeZone: string | null) {
  const siteId = await siteIn(timeZone);
  const clerk = await addActor(it.hub, "USER", siteId);
  const employeeId = newId(it.hub.ports);
  await applied(it.hub, clerk, create("employees", employeeId, { name: "Synthetic", siteId }));
  return { siteId, clerk, employeeId };
}

async function stored(id: string) {
  const { rows } = await it.hub.pool.query<{ clock: string | null; worked: string }>(
    "select clock_minutes as clock, worked_minutes as worked from data.timesheet_entries where id = $1",
    [id],
  );
  const [row] = rows;
  return {
    clock: typeof row?.clock === "string" ? Number(row.clock) : (row?.clock ?? null),
    worked: Number(row?.worked),
  };
}

test.each([
  ["Europe/Berlin", "2026-03-28", -60, 390],
  ["Europe/Berlin", "2026-10-24", 60, 480],
  ["Europe/Berlin", "2026-10-23", null, 420],
  ["Europe/Istanbul", "2026-03-28", null, 420],
  ["Australia/Lord_Howe", "2026-10-03", -30, 420],
  [null, "2026-03-28", null, 420],
])(
  "a night shift over the change of the clocks: in %s on %s",
  async (zone, date, clock, worked) => {
    const { siteId, clerk, employeeId } = await employeeIn(zone);
    const id = entryIdOf(employeeId, date);
    const fields = { employeeId, siteId, date, startTime: "22:00", endTime: "06:00" };
    await applied(it.hub, clerk, create("timesheet_entries", id, fields));
    expect(await stored(id)).toEqual({ clock, worked });
  },
);

test("it goes with the times: changed to hours, the clocks add nothing", async () => {
  const { siteId, clerk, employeeId } = await employeeIn("Europe/Berlin");
  const id = entryIdOf(employeeId, "2026-03-28");
  const fields = { employeeId, siteId, date: "2026-03-28", startTime: "22:00", endTime: "06:00" };
  await applied(it.hub, clerk, create("timesheet_entries", id, fields));
  await applied(it.hub, clerk, update("timesheet_entries", id, 2, { hours: 8 }));
  expect(await stored(id)).toEqual({ clock: null, worked: 480 });
});

test("nobody else says what the clocks add", async () => {
  const { siteId, clerk, employeeId } = await employeeIn("Europe/Berlin");
  const id = entryIdOf(employeeId, "2026-03-27");
  const fields = { employeeId, siteId, date: "2026-03-27", hours: 8, clockMinutes: 60 };
  const receipt = await submitOne(it.hub, clerk, create("timesheet_entries", id, fields));
  expect(receipt).toMatchObject({ status: "rejected", mutations: [{ code: "set_by_hub" }] });
});

test("two sites do not have one code", async () => {
  const named = (code: string | null) =>
    create("sites", newId(it.hub.ports), { name: "Synthetic", code });
  await applied(it.hub, admin, named("IZM"));
  await applied(it.hub, admin, named(null));
  await applied(it.hub, admin, named(null));
  const receipt = await submitOne(it.hub, admin, named("IZM"));
  expect(receipt).toMatchObject({ status: "rejected" });
});
