import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type { ContentOf } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { timesheetEntries } from "@healthops/workforce/collections/timesheet-entries";
import { moveEmployee } from "@healthops/workforce/commands/move-employee";
import {
  approvePeriod,
  reopenPeriod,
  submitPeriod,
  takeBackPeriod,
} from "@healthops/workforce/commands/period-commands";
import { writeCells } from "@healthops/workforce/commands/write-cells";
import type { CellContent, KnownEntry } from "@healthops/workforce/commands/write-cells";
import { entryIdOf, periodIdOf, ruleSetIdOf } from "@healthops/workforce/natural-ids";
import type { Pc } from "./support/regions.ts";
import { Regions } from "./support/regions.ts";

const ports = systemPorts();
let it: Regions;
let clerk: Pc;
let colleague: Pc;
let manager: Pc;
let bursa: Pc;
let admin: Pc;

beforeAll(async () => {
  it = await Regions.open();
  clerk = await it.pc("USER", it.ankara);
  colleague = await it.pc("USER", it.ankara);
  manager = await it.pc("MANAGER", it.ankara);
  bursa = await it.pc("USER", it.bursa);
  admin = await it.pc("ADMIN", null);
});
afterAll(() => it.close());

let employeeId: string;
beforeEach(async () => {
  employeeId = await it.employee(it.ankara);
  await sync(clerk, colleague, manager, bursa, admin);
});

async function sync(...pcs: readonly Pc[]): Promise<void> {
  for (const { replica } of pcs) await replica.sync();
}

function knownEntry(content: Content): KnownEntry {
  return completeContent(timesheetEntries, content) as ContentOf<typeof timesheetEntries>;
}

/** Types into a cell, as the grid does: by what this PC knows of the day. */
async function type(pc: Pc, date: string, content: CellContent | null, siteId = it.ankara) {
  const known = await pc.replica.get("timesheet_entries", entryIdOf(employeeId, date));
  const employee = { id: employeeId, siteId, hiredOn: null, leftOn: null };
  const entry = known === null ? null : knownEntry(known.content);
  const [changes = []] = writeCells([{ employee, date, entry, content }], () => "open");
  return pc.replica.mutate(changes);
}

const codeAt = async (pc: Pc, date: string) =>
  (await pc.replica.get("timesheet_entries", entryIdOf(employeeId, date)))?.content["code"];

const entriesAt = (pc: Pc) =>
  pc.replica.count("timesheet_entries", {
    where: { field: "employeeId", op: "eq", value: employeeId },
  });

/** The first reason that the hub has for a group. */
function reasonOf({ changes }: PendingGroup): string {
  const refused = changes.flatMap(({ refusal }) => refusal ?? []);
  return (refused.find(({ code }) => code !== "group_rejected") ?? refused[0])?.message ?? "";
}

/** The first reason of each group that the hub refused to this PC; then forgets them. */
async function refusals(pc: Pc): Promise<readonly string[]> {
  const groups = await pc.replica.rejected();
  const texts = groups.map(reasonOf);
  for (const { group } of groups) await pc.replica.discard(group);
  return texts;
}

describe("two PCs that enter the same day offline", () => {
  test("meet in one record with a conflict that holds both values [MRG3, MRG5]", async () => {
    await type(clerk, "2026-03-02", { code: "N" });
    await type(colleague, "2026-03-02", { code: "S" });
    await sync(clerk, colleague, clerk, admin);
    for (const pc of [clerk, colleague, admin]) {
      expect(await entriesAt(pc)).toBe(1);
      expect(await codeAt(pc, "2026-03-02")).toBe("N");
    }
    const { records } = await clerk.replica.list("conflicts", {
      where: about("2026-03-02"),
    });
    expect(records.map(({ content }) => [content["theirs"], content["mine"]])).toEqual([
      [{ code: "N" }, { code: "S" }],
    ]);
  });

  test("the same meet without one, and different fields merge [MRG2]", async () => {
    await type(clerk, "2026-03-03", { code: "N" });
    await sync(clerk, colleague);
    await clerk.replica.mutate([
      {
        op: "update",
        collection: "timesheet_entries",
        id: entryIdOf(employeeId, "2026-03-03"),
        fields: { note: "late" },
      },
    ]);
    await type(colleague, "2026-03-03", { code: "S" });
    await type(clerk, "2026-03-04", { code: "N" });
    await type(colleague, "2026-03-04", { code: "N" });
    await sync(clerk, colleague, clerk);
    const entry = await clerk.replica.get("timesheet_entries", entryIdOf(employeeId, "2026-03-03"));
    expect(entry?.content).toMatchObject({ code: "S", note: "late" });
    expect(await clerk.replica.count("conflicts", { where: about("2026-03-04") })).toBe(0);
    expect(await clerk.replica.count("conflicts", { where: about("2026-03-03") })).toBe(0);
  });

  test("a cell that one cleared is typed in by the other without a conflict", async () => {
    await type(clerk, "2026-03-05", { code: "N" });
    await sync(clerk);
    await type(clerk, "2026-03-05", null);
    await sync(clerk, colleague);
    await type(colleague, "2026-03-05", { code: "R" });
    await sync(colleague, clerk);
    expect(await codeAt(clerk, "2026-03-05")).toBe("R");
    expect(await clerk.replica.count("conflicts", { where: about("2026-03-05") })).toBe(0);
  });
});

const about = (date: string) =>
  ({ field: "recordId", op: "eq", value: entryIdOf(employeeId, date) }) as const;

const key = (month: string, state: "open" | "submitted" | "approved" | null) => ({
  siteId: it.ankara,
  month,
  state,
});
const stepOfMay = (state: string) => ({
  op: "update" as const,
  collection: "periods",
  id: periodIdOf(it.ankara, "2026-05"),
  fields: { state },
});

describe("a month that is closed", () => {
  test("refuses a late edit with the reason and keeps it on the PC, until a manager reopens it", async () => {
    await type(clerk, "2026-04-01", { code: "N" });
    await clerk.replica.mutate([submitPeriod({ role: "USER" }, key("2026-04", null))]);
    await sync(clerk, manager);
    await manager.replica.mutate([approvePeriod({ role: "MANAGER" }, key("2026-04", "submitted"))]);
    // The colleague has not heard of it.
    await type(colleague, "2026-04-01", { code: "S" });
    await type(colleague, "2026-04-02", { code: "N" });
    await sync(manager, colleague);
    const waiting = await colleague.replica.rejected();
    expect(waiting.map(reasonOf)).toEqual([
      expect.stringContaining("April 2026 are approved"),
      expect.stringContaining("April 2026 are approved"),
    ]);
    expect(await colleague.replica.count("conflicts", { where: about("2026-04-01") })).toBe(0);

    await manager.replica.mutate([
      reopenPeriod({ role: "MANAGER" }, key("2026-04", "approved"), "a day was wrong"),
    ]);
    await sync(manager, colleague);
    expect(await refusals(colleague)).toHaveLength(2);
    await type(colleague, "2026-04-02", { code: "N" });
    await sync(colleague, manager);
    expect(await colleague.replica.rejected()).toEqual([]);
    expect(await codeAt(manager, "2026-04-02")).toBe("N");
    const { rows } = await it.hub.pool.query(
      "select after->>'state' as state, person_id from hub.history where record_id = $1 order by version",
      [periodIdOf(it.ankara, "2026-04")],
    );
    expect(rows).toEqual([
      { state: "submitted", person_id: clerk.personId },
      { state: "approved", person_id: manager.personId },
      { state: "open", person_id: manager.personId },
    ]);
  });

  test("is approved by its manager alone, whatever a device sends", async () => {
    await clerk.replica.mutate([submitPeriod({ role: "USER" }, key("2026-05", null))]);
    await sync(clerk);
    await clerk.replica.mutate([stepOfMay("approved")]);
    await sync(clerk, manager);
    expect(await refusals(clerk)).toEqual([expect.stringContaining("Only a manager")]);
    await manager.replica.mutate([stepOfMay("locked")]);
    await sync(manager);
    expect(await refusals(manager)).toEqual([expect.stringContaining("one step at a time")]);
  });

  test("is closed from its submission on, also for what the same push brings after it", async () => {
    await type(clerk, "2026-07-01", { code: "N" });
    await clerk.replica.mutate([submitPeriod({ role: "USER" }, key("2026-07", null))]);
    await type(clerk, "2026-07-02", { code: "N" });
    await sync(clerk);
    expect(await refusals(clerk)).toEqual([expect.stringContaining("July 2026 are submitted")]);
    await clerk.replica.mutate([takeBackPeriod({ role: "USER" }, key("2026-07", "submitted"))]);
    await type(clerk, "2026-07-02", { code: "N" });
    await sync(clerk, admin);
    expect(await codeAt(admin, "2026-07-02")).toBe("N");
  });

  test("of one region closes nothing in another", async () => {
    await it.add(
      "periods",
      { siteId: it.bursa, month: "2026-06", state: "locked" },
      periodIdOf(it.bursa, "2026-06"),
    );
    await type(clerk, "2026-06-01", { code: "N" });
    await sync(clerk);
    expect(await clerk.replica.rejected()).toEqual([]);
  });
});

describe("an employee who moves to another region", () => {
  test("moves with all their entries, and the old region's devices lose them [PUL4]", async () => {
    await it.entries(employeeId, it.ankara, 400);
    await sync(clerk, bursa, admin);
    expect([await entriesAt(clerk), await entriesAt(bursa), await entriesAt(admin)]).toEqual([
      400, 0, 400,
    ]);
    // One of them is corrected on a PC that has not heard of the move.
    await type(clerk, "2025-01-05", { code: "R" });
    await type(clerk, "2026-08-04", { code: "N" });
    await admin.replica.mutate([moveEmployee({ role: "ADMIN" }, employeeId, it.bursa)]);
    await sync(admin, clerk, bursa, admin);
    expect([await entriesAt(bursa), await entriesAt(admin)]).toEqual([400, 400]);
    expect(await bursa.replica.get("employees", employeeId)).not.toBeNull();
    expect(await clerk.replica.get("employees", employeeId)).toBeNull();
    expect(await refusals(clerk)).toEqual([
      expect.stringContaining("that you may see"),
      expect.stringContaining("refers to a record of employees"),
    ]);
    expect(await entriesAt(clerk)).toBe(0);
    expect(await codeAt(bursa, "2025-01-05")).toBe("N");
    const { rows } = await it.hub.pool.query(
      "select distinct site_id from data.timesheet_entries where employee_id = $1",
      [employeeId],
    );
    expect(rows).toEqual([{ site_id: it.bursa }]);
  });

  test("is where their entries go, whoever writes those: elsewhere is refused on the device [FOL2]", async () => {
    const fields = { employeeId, date: "2026-08-06", code: "N" };
    const made = { op: "create", collection: "timesheet_entries" } as const;
    await expect(
      admin.replica.mutate([{ ...made, fields: { ...fields, siteId: it.bursa } }]),
    ).rejects.toMatchObject({ code: "rule_broken", faults: [{ field: "siteId" }] });
    const unknown = { ...fields, employeeId: newId(ports) };
    await expect(clerk.replica.mutate([{ ...made, fields: unknown }])).rejects.toMatchObject({
      code: "invalid_record",
      faults: [{ field: "employeeId" }],
    });
    const { ids } = await clerk.replica.mutate([{ ...made, fields }]);
    const shown = await clerk.replica.get("timesheet_entries", String(ids[0]));
    expect(shown?.content["siteId"]).toBe(it.ankara);
    await sync(clerk);
    expect(await clerk.replica.rejected()).toEqual([]);
  });

  test("takes months along that are locked in either region", async () => {
    await it.entries(employeeId, it.ankara, 31);
    await it.add(
      "periods",
      { siteId: it.ankara, month: "2025-01", state: "locked" },
      periodIdOf(it.ankara, "2025-01"),
    );
    await sync(admin);
    await admin.replica.mutate([moveEmployee({ role: "ADMIN" }, employeeId, it.bursa)]);
    await sync(admin, bursa);
    expect(await admin.replica.rejected()).toEqual([]);
    expect(await entriesAt(bursa)).toBe(31);
  });

  test("takes the conflicts about their entries along", async () => {
    await type(clerk, "2026-08-03", { code: "N" });
    await type(colleague, "2026-08-03", { code: "S" });
    await sync(clerk, colleague, admin);
    await admin.replica.mutate([moveEmployee({ role: "ADMIN" }, employeeId, it.bursa)]);
    await sync(admin, bursa, clerk);
    const counts = [bursa, clerk].map((pc) =>
      pc.replica.count("conflicts", { where: about("2026-08-03") }),
    );
    expect(await Promise.all(counts)).toEqual([1, 0]);
  });
});

test("nobody sees or writes another region's records, administrators do", async () => {
  await type(clerk, "2026-09-01", { code: "N" });
  await sync(clerk, bursa, admin);
  expect(await bursa.replica.get("employees", employeeId)).toBeNull();
  expect(await entriesAt(bursa)).toBe(0);
  expect(await entriesAt(admin)).toBe(1);
  const forged = {
    op: "create",
    collection: "employees",
    fields: { name: "X", siteId: it.ankara },
  } as const;
  await expect(bursa.replica.mutate([forged])).rejects.toMatchObject({ code: "not_permitted" });
});

test("a second record of the same key is refused, whatever its id", async () => {
  const fields = { employeeId, date: "2026-10-01", siteId: it.ankara, code: "N" };
  const made = { op: "create", collection: "timesheet_entries", fields } as const;
  await clerk.replica.mutate([made]);
  for (const [id, code] of [
    [undefined, "key_taken"],
    [newId(ports), "natural_id"],
  ] as const) {
    const second = id === undefined ? made : { ...made, id };
    await expect(clerk.replica.mutate([second])).rejects.toMatchObject({ code });
  }
});

test("a rule set whose tables cannot be calculated with is refused", async () => {
  await admin.replica.mutate([
    {
      op: "create",
      collection: "rule_sets",
      id: ruleSetIdOf("2026-01-01"),
      fields: {
        validFrom: "2026-01-01",
        name: "2026",
        breaks: [{ upToMinutes: 60, breakMinutes: 5 }],
      },
    },
  ]);
  await sync(admin);
  expect(await refusals(admin)).toHaveLength(1);
});
