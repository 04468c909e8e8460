import { present } from "@healthops/base/assert";
import { restRoutes } from "@healthops/hub/doors/rest-routes";
import type { Caller } from "@healthops/hub/testing/rest-door";
import { RestDoor } from "@healthops/hub/testing/rest-door";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  TestDevice,
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workforceHub } from "../hub.ts";
import { entryIdOf, periodIdOf } from "../natural-ids.ts";

let it: TestHub;
let door: RestDoor;
let ankara: string;
let clerk: HubActor;
let manager: HubActor;
let admin: Caller;
let boss: Caller;
let desk: Caller;
beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  ankara = await addSite(it.hub, "Ankara");
  clerk = await addActor(it.hub, "USER", ankara);
  manager = await addActor(it.hub, "MANAGER", ankara);
  admin = await door.person("ADMIN", null);
  boss = await door.person("MANAGER", ankara);
  desk = await door.person("USER", ankara);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

const PATH = "/api/v1/workforce/periods";
const pathOf = (month: string) => `${PATH}/${periodIdOf(ankara, month)}`;
const begun = (month: string, fields: Mutation["fields"] = {}) =>
  create("periods", periodIdOf(ankara, month), { siteId: ankara, month, ...fields });
const stepOf = (month: string, base: number, fields: Mutation["fields"]) =>
  update("periods", periodIdOf(ankara, month), base, fields);

/** What a push of the group answered for its first change: a code, or how it went. */
async function pushed(device: TestDevice, ...group: Mutation[]): Promise<string> {
  const [receipt] = await device.push(group);
  const [answer] = present(receipt, "a group gets a receipt").mutations;
  return answer?.status === "rejected" ? answer.code : (answer?.status ?? "");
}

const stored = async (month: string) => (await admin.get(pathOf(month))).body;

describe("[PSH8] who submitted, approved, locked and reopened a month is the hub's to say", () => {
  test("nobody makes a month that somebody else has signed, nor signs one in another's name", async () => {
    const forged = { submittedBy: manager.personId, submittedAt: "2001-01-01T00:00:00.000Z" };
    const made = await desk.post(PATH, {
      id: periodIdOf(ankara, "2030-01"),
      siteId: ankara,
      month: "2030-01",
      state: "submitted",
      ...forged,
    });
    expect(made).toMatchObject({ status: 422, body: { code: "set_by_hub" } });
    expect(await pushed(new TestDevice(it.hub, clerk), begun("2030-01", forged))).toBe(
      "set_by_hub",
    );
    await applied(it.hub, clerk, begun("2030-01", { state: "submitted" }));
    const approval = { state: "approved", approvedBy: desk.personId };
    expect(await boss.patch(pathOf("2030-01"), approval)).toMatchObject({
      status: 422,
      body: { code: "set_by_hub" },
    });
    for (const alone of [{ approvedBy: boss.personId }, { lockedAt: "2030-02-01T00:00:00.000Z" }]) {
      expect(await boss.patch(pathOf("2030-01"), alone)).toMatchObject({
        body: { code: "set_by_hub" },
      });
    }
    expect(await stored("2030-01")).toMatchObject({
      submittedBy: clerk.personId,
      approvedBy: null,
      lockedBy: null,
    });
  });

  test("what an older device sends along with its own step is taken, but not its clock's time", async () => {
    const old = new TestDevice(it.hub, clerk);
    const wrong = "2001-01-01T00:00:00.000Z";
    const before = new Date().toISOString();
    const own = { state: "submitted", submittedBy: clerk.personId, submittedAt: wrong };
    expect(await pushed(old, begun("2030-02", own))).toBe("applied");
    const { submittedAt, submittedBy } = await stored("2030-02");
    expect([submittedBy, String(submittedAt) >= before]).toEqual([clerk.personId, true]);
    const back = { state: "open", submittedBy: null, submittedAt: null };
    expect(await pushed(old, stepOf("2030-02", 1, back))).toBe("applied");
    expect(await stored("2030-02")).toMatchObject({ submittedBy: null, reopenedBy: null });
  });

  test("each step is signed by who takes it, and a reopening takes the signatures back", async () => {
    await applied(it.hub, clerk, begun("2030-03", { state: "submitted" }));
    await boss.patch(pathOf("2030-03"), { state: "approved" });
    await applied(it.hub, manager, stepOf("2030-03", 2, { state: "locked" }));
    expect(await stored("2030-03")).toMatchObject({
      submittedBy: clerk.personId,
      approvedBy: boss.personId,
      lockedBy: manager.personId,
      lockedAt: expect.stringMatching(/^20/),
    });
    await boss.patch(pathOf("2030-03"), { state: "open", reason: "a day was wrong" });
    expect(await stored("2030-03")).toMatchObject({
      submittedBy: null,
      approvedAt: null,
      lockedBy: null,
      reopenedBy: boss.personId,
      reason: "a day was wrong",
    });
    const history = await boss.get(`${pathOf("2030-03")}/history`);
    expect(history.body["entries"]).toMatchObject([
      { personId: boss.personId, after: { reopenedBy: boss.personId, lockedBy: null } },
      { personId: manager.personId, after: { state: "locked", lockedBy: manager.personId } },
      { after: { approvedBy: boss.personId } },
      { after: { submittedBy: clerk.personId } },
    ]);
  });
});

describe("[MRG7] a month is approved as it was shown", () => {
  test("not when it was taken back and submitted anew since; as it is now it is", async () => {
    await applied(it.hub, clerk, begun("2030-04", { state: "submitted" }));
    await applied(it.hub, clerk, stepOf("2030-04", 1, { state: "open" }));
    await applied(it.hub, clerk, stepOf("2030-04", 2, { state: "submitted" }));
    const slow = new TestDevice(it.hub, manager);
    expect(await pushed(slow, stepOf("2030-04", 1, { state: "approved" }))).toBe(
      "changed_meanwhile",
    );
    const stale = { "if-match": '"1"' };
    expect(await boss.patch(pathOf("2030-04"), { state: "approved" }, stale)).toMatchObject({
      status: 409,
      body: { code: "changed_meanwhile" },
    });
    expect(await stored("2030-04")).toMatchObject({ state: "submitted", approvedBy: null });
    expect(await pushed(slow, stepOf("2030-04", 3, { state: "approved" }))).toBe("applied");
  });

  test("the first of two who approve at once has done it", async () => {
    await applied(it.hub, clerk, begun("2030-05", { state: "submitted" }));
    await applied(it.hub, manager, stepOf("2030-05", 1, { state: "approved" }));
    const late = await boss.patch(pathOf("2030-05"), { state: "approved" }, { "if-match": '"1"' });
    expect(late.status).toBe(200);
    expect(await stored("2030-05")).toMatchObject({ approvedBy: manager.personId });
  });

  test("a device that took the steps itself goes on from them, however long it was offline", async () => {
    await applied(it.hub, clerk, begun("2030-06", { state: "submitted" }));
    const device = new TestDevice(it.hub, manager);
    expect(await pushed(device, stepOf("2030-06", 1, { state: "approved" }))).toBe("applied");
    expect(await pushed(device, stepOf("2030-06", 1, { state: "locked" }))).toBe("applied");
  });
});

/** An entry of a new employee, on the fifth. */
const entry = async (month: string) => {
  const employeeId = crypto.randomUUID();
  const date = `${month}-05`;
  const id = entryIdOf(employeeId, date);
  await applied(
    it.hub,
    clerk,
    create("employees", employeeId, {
      name: "Ada",
      siteId: ankara,
      weeklyContractMinutes: 2_700,
    }),
    create("timesheet_entries", id, { employeeId, date, siteId: ankara, code: "N" }),
  );
  return id;
};

/** A locked month with an entry; answers the id of that. */
const locked = async (month: string) => {
  const id = await entry(month);
  await applied(it.hub, clerk, begun(month, { state: "submitted" }));
  await applied(it.hub, manager, stepOf(month, 1, { state: "approved" }));
  await applied(it.hub, manager, stepOf(month, 2, { state: "locked" }));
  return id;
};

describe("a month that was signed", () => {
  test("is not deleted, so that it cannot be changed and brought back", async () => {
    await locked("2030-07");
    expect(await admin.delete(pathOf("2030-07"))).toMatchObject({
      status: 422,
      body: { code: "rule_broken", faults: [{ field: "state" }] },
    });
    await boss.patch(pathOf("2030-07"), { state: "open", reason: "wrong" });
    expect((await admin.delete(pathOf("2030-07"))).status).toBe(204);
    expect((await admin.post(`${pathOf("2030-07")}/restore`)).status).toBe(200);
  });

  test("is not restored as approved or locked: while it was gone its entries could be written", async () => {
    await locked("2030-08");
    const id = periodIdOf(ankara, "2030-08");
    // As an earlier version of the hub let an administrator do it.
    await applied(it.hub, SYSTEM_ACTOR, remove("periods", id, 3));
    expect(await admin.post(`${pathOf("2030-08")}/restore`)).toMatchObject({
      status: 422,
      body: { code: "rule_broken", faults: [{ field: "state" }] },
    });
    const device = new TestDevice(it.hub, manager);
    const back: Mutation = { collection: "periods", id, op: "restore", base: 4, fields: {} };
    expect(await pushed(device, back)).not.toBe("applied");
    const root = { ...manager, role: "ADMIN" } as const;
    const reopened = stepOf("2030-08", 5, { state: "open" });
    expect(await pushed(new TestDevice(it.hub, root), back, reopened)).toBe("applied");
    expect(await stored("2030-08")).toMatchObject({ state: "open", lockedBy: null });
  });

  test("keeps its entries against a device that comes late, on each door", async () => {
    const id = await locked("2030-09");
    const late = new TestDevice(it.hub, clerk);
    const path = `/api/v1/workforce/timesheet_entries/${id}`;
    expect(await pushed(late, update("timesheet_entries", id, 1, { code: "S" }))).toBe(
      "rule_broken",
    );
    expect(await pushed(late, remove("timesheet_entries", id, 1))).not.toBe("applied");
    expect(await desk.patch(path, { code: "S" })).toMatchObject({ status: 422 });
    expect((await admin.delete(path)).status).toBe(422);
    expect((await desk.get(path)).body).toMatchObject({ code: "N", version: 1 });
  });

  test("is reopened with a reason only, which is a manager's to write", async () => {
    await locked("2030-10");
    expect(await boss.patch(pathOf("2030-10"), { state: "open" })).toMatchObject({
      status: 422,
      body: { faults: [{ field: "reason" }] },
    });
    expect(await desk.patch(pathOf("2030-10"), { reason: "I say so" })).toMatchObject({
      status: 422,
      body: { faults: [{ field: "reason" }] },
    });
    expect((await desk.patch(pathOf("2030-10"), { state: "open", reason: "x" })).status).toBe(422);
    expect(await stored("2030-10")).toMatchObject({ state: "locked", reason: null });
  });
});
