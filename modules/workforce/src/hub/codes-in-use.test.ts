import { newId } from "@healthops/base/ids";
import type { MutationReceipt } from "@healthops/protocol/wire/push";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workforceHub } from "../hub.ts";
import { codeIdOf, entryIdOf } from "../natural-ids.ts";

let it: TestHub;
beforeAll(async () => {
  it = await openTestHub([workforceHub]);
});
afterAll(() => it.close());

const answerOf = ({ mutations }: { readonly mutations: readonly MutationReceipt[] }) =>
  mutations[0];

describe("[PSH7] a timesheet code that entries name", () => {
  test("is not deleted, and an entry names only what there is", async () => {
    const site = await addSite(it.hub, "Ankara");
    const boss = await addActor(it.hub, "MANAGER", site);
    const admin = await addActor(it.hub, "ADMIN", null, [site]);
    const code = { code: "ZZ", countsAs: "work", nameEn: "Z", nameTr: "Z", position: 90 };
    await applied(it.hub, admin, create("timesheet_codes", codeIdOf("ZZ"), code));
    const employeeId = newId(it.hub.ports);
    await applied(
      it.hub,
      boss,
      create("employees", employeeId, { name: "Synthetic", siteId: site }),
    );
    const id = entryIdOf(employeeId, "2026-03-02");
    const entry = { employeeId, date: "2026-03-02", siteId: site, code: "ZZ" };
    await applied(it.hub, boss, create("timesheet_entries", id, entry));
    const gone = remove("timesheet_codes", codeIdOf("ZZ"), 1);
    expect(answerOf(await submitOne(it.hub, admin, gone))).toMatchObject({ code: "record_in_use" });
    const unknown = update("timesheet_entries", id, 1, { code: "ZZZ" });
    expect(answerOf(await submitOne(it.hub, boss, unknown))).toMatchObject({
      code: "invalid_record",
      faults: [{ field: "code" }],
    });
    // The usual letters mean something without a record.
    await applied(it.hub, boss, update("timesheet_entries", id, 1, { code: "N" }));
    await applied(it.hub, admin, gone);
    const again = update("timesheet_entries", id, 2, { code: "ZZ" });
    expect(answerOf(await submitOne(it.hub, boss, again))).toMatchObject({
      code: "invalid_record",
    });
  });

  test("that an older program brought and nobody knows stays, and the entry goes on", async () => {
    const site = await addSite(it.hub, "Bursa");
    const boss = await addActor(it.hub, "MANAGER", site);
    const employeeId = newId(it.hub.ports);
    await applied(
      it.hub,
      boss,
      create("employees", employeeId, { name: "Synthetic", siteId: site }),
    );
    const id = entryIdOf(employeeId, "2026-03-03");
    const entry = { employeeId, date: "2026-03-03", siteId: site, code: "QQ" };
    const mutations = [create("timesheet_entries", id, entry)];
    const upload = { actor: boss, replica: null, origin: newId(it.hub.ports) };
    const groups = [{ seq: 1, deviceTime_ms: 0, mutations }];
    expect(await it.hub.engine.submit({ ...upload, groups })).toMatchObject([
      { status: "applied" },
    ]);
    await applied(it.hub, boss, update("timesheet_entries", id, 1, { note: "later", code: "QQ" }));
  });
});
