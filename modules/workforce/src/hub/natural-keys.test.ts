import { restRoutes } from "@healthops/hub/doors/rest-routes";
import type { Caller } from "@healthops/hub/testing/rest-door";
import { RestDoor } from "@healthops/hub/testing/rest-door";
import { newId } from "@healthops/base/ids";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { addActor, addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workforceHub } from "../hub.ts";
import {
  codeIdOf,
  entryIdOf,
  holidayIdOf,
  periodIdOf,
  ruleSetIdOf,
  settingIdOf,
} from "../natural-ids.ts";

let it: TestHub;
let door: RestDoor;
let site: string;
let employeeId: string;
let admin: Caller;
let manager: Caller;
beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  const clerk = await addActor(it.hub, "USER", site);
  employeeId = newId(it.hub.ports);
  await applied(
    it.hub,
    clerk,
    create("employees", employeeId, { name: "Synthetic", siteId: site }),
  );
  admin = await door.person("ADMIN", null);
  manager = await door.person("MANAGER", site);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

interface Kind {
  readonly by: "admin" | "manager";
  readonly fields: () => Readonly<Record<string, unknown>>;
  readonly id: () => string;
  /** What somebody else would write into the same record. */
  readonly other: Readonly<Record<string, unknown>>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  holidays: {
    by: "admin",
    fields: () => ({ date: "2028-01-01", name: "Yılbaşı", halfDay: false, siteId: null }),
    id: () => holidayIdOf("2028-01-01", null),
    other: { name: "Another name" },
  },
  rule_sets: {
    by: "admin",
    fields: () => ({ validFrom: "2028-01-01", name: "2028" }),
    id: () => ruleSetIdOf("2028-01-01"),
    other: { name: "Another name" },
  },
  timesheet_codes: {
    by: "admin",
    fields: () => ({ code: "ZZ", countsAs: "work", nameEn: "Z", nameTr: "Z", position: 90 }),
    id: () => codeIdOf("ZZ"),
    other: { nameEn: "Another name" },
  },
  workforce_settings: {
    by: "manager",
    fields: () => ({ key: "weekly_hours", value: "45", siteId: site }),
    id: () => settingIdOf("weekly_hours", site),
    other: { value: "40" },
  },
  periods: {
    by: "manager",
    fields: () => ({ siteId: site, month: "2028-01" }),
    id: () => periodIdOf(site, "2028-01"),
    other: { state: "submitted" },
  },
  timesheet_entries: {
    by: "manager",
    fields: () => ({ employeeId, siteId: site, date: "2028-02-03", hours: 8 }),
    id: () => entryIdOf(employeeId, "2028-02-03"),
    other: { hours: 7 },
  },
};

test.each(Object.keys(KINDS))(
  "[NAT2, NAT3, NAT4] %s are made without an id, once, and made again when they were deleted",
  async (collection) => {
    const kind = KINDS[collection];
    if (kind === undefined) throw new Error(collection);
    const caller = kind.by === "admin" ? admin : manager;
    const [path, fields, id] = [`/api/v1/workforce/${collection}`, kind.fields(), kind.id()];
    const made = await caller.post(path, fields);
    expect([made.status, made.body]).toMatchObject([201, { record: { id, version: 1 } }]);
    const again = await caller.post(path, fields);
    expect([again.status, again.body]).toMatchObject([200, { outcome: "unchanged" }]);
    const taken = await caller.post(path, { ...fields, ...kind.other });
    expect(taken).toMatchObject({ status: 409, body: { code: "key_taken", id } });
    expect((await caller.get(String(taken.body["href"]))).body).toMatchObject({ id, version: 1 });
    const drawn = await caller.post(path, { ...fields, id: newId(it.hub.ports) });
    expect(drawn).toMatchObject({
      status: 422,
      body: { code: "natural_id", faults: [{ field: "id", allowed: id }] },
    });
    expect((await admin.delete(`${path}/${id}`)).status).toBe(204);
    const anew = await caller.post(path, { ...fields, ...kind.other });
    expect([anew.status, anew.body]).toMatchObject([201, { record: { id, ...kind.other } }]);
  },
);
