import { restRoutes } from "@healthops/hub/rest/rest-routes";
import { RestDoor } from "@healthops/hub/rest/testing/rest-door";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { workforceHub } from "../hub.ts";
import { codeIdOf } from "../natural-ids.ts";

test("a record with a natural key is created without an id, once, however often it is sent", async () => {
  const it = await openTestHub([workforceHub]);
  const door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  try {
    const admin = await door.person("ADMIN", null);
    const code = { code: "ZZ", countsAs: "work", nameEn: "Z", nameTr: "Z", position: 90 };
    const made = await admin.post("/api/v1/workforce/timesheet_codes", code);
    expect([made.status, made.body]).toMatchObject([201, { record: { id: codeIdOf("ZZ") } }]);
    const again = await admin.post("/api/v1/workforce/timesheet_codes", code);
    expect([again.status, again.body]).toMatchObject([200, { outcome: "unchanged" }]);
    const other = { ...code, nameEn: "Other" };
    const taken = await admin.post("/api/v1/workforce/timesheet_codes", other);
    expect([taken.status, taken.body]).toMatchObject([409, { code: "record_exists" }]);
    const guessed = { ...code, code: "ZY", id: codeIdOf("ZZ") };
    const wrong = await admin.post("/api/v1/workforce/timesheet_codes", guessed);
    expect(wrong.status).toBeGreaterThanOrEqual(400);
  } finally {
    await door.close();
    await it.close();
  }
});
