import { newId } from "@healthops/base/ids";
import { isProblem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { Change } from "@healthops/replica/outbox/change";
import type { ContentOf } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { applied, create, remove } from "@healthops/testing/hub/test-hub";
import { timesheetEntries } from "@healthops/workforce/collections/timesheet-entries";
import { submitPeriod } from "@healthops/workforce/commands/period-commands";
import { writeCells } from "@healthops/workforce/commands/write-cells";
import type { CellContent, KnownEntry } from "@healthops/workforce/commands/write-cells";
import {
  codeIdOf,
  entryIdOf,
  holidayIdOf,
  periodIdOf,
  ruleSetIdOf,
  settingIdOf,
} from "@healthops/workforce/natural-ids";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Pc } from "./support/regions.ts";
import { Regions } from "./support/regions.ts";

let it: Regions;
let clerk: Pc;
let manager: Pc;
let bursa: Pc;
let admin: Pc;
let other: Pc;
beforeAll(async () => {
  it = await Regions.open();
  clerk = await it.pc("USER", it.ankara);
  manager = await it.pc("MANAGER", it.ankara);
  bursa = await it.pc("MANAGER", it.bursa);
  admin = await it.pc("ADMIN", null);
  other = await it.pc("ADMIN", null);
});
afterAll(() => it.close());

async function sync(...pcs: readonly Pc[]): Promise<void> {
  for (const { replica } of pcs) await replica.sync();
}

/** Makes records as a form, an import or the command line does: the id is the program's business. */
const add = ({ replica }: Pc, collection: string, ...records: readonly Content[]) =>
  replica.mutateAll(records.map((fields) => [{ op: "create", collection, fields } as Change]));

async function refused(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error)) throw new Error("it was not refused");
  return error;
}

const contentAt = async ({ replica }: Pc, collection: string, id: string) =>
  (await replica.get(collection, id))?.content ?? null;

const open = async ({ replica }: Pc, recordId: string) =>
  (
    await replica.list("conflicts", {
      where: {
        all: [
          { field: "recordId", op: "eq", value: recordId },
          { field: "status", op: "eq", value: "open" },
        ],
      },
    })
  ).records;

describe("[NAT2] a public holiday is added", () => {
  const HOLIDAYS = [
    { date: "2028-01-01", name: "Yılbaşı", halfDay: false, siteId: null },
    { date: "2028-04-23", name: "Çocuk Bayramı" },
    { date: "2028-10-28", name: "Cumhuriyet Bayramı arifesi", halfDay: true },
  ];

  test("by an administrator on a device without the network, and everybody gets it", async () => {
    const made = await add(admin, "holidays", ...HOLIDAYS);
    const ids = HOLIDAYS.map(({ date }) => holidayIdOf(date, null));
    expect(made.flatMap((accepted) => accepted.ids)).toEqual(ids);
    await sync(admin, clerk, bursa);
    expect(await admin.replica.rejected()).toEqual([]);
    for (const pc of [admin, clerk, bursa]) {
      expect(await contentAt(pc, "holidays", ids[2] ?? "")).toMatchObject({ halfDay: true });
    }
  });

  test("[NAT3] a second one of the day is told with the first, at once", async () => {
    const taken = await refused(add(admin, "holidays", { date: "2028-01-01", name: "Again" }));
    expect([taken.code, taken.extra["id"]]).toEqual(["key_taken", holidayIdOf("2028-01-01", null)]);
    expect(taken.faults[0]?.label?.en).toBe("There is one for this day already.");
    expect(await admin.replica.pending(["waiting"])).toEqual([]);
  });

  test("by a manager for the own region, beside that of everywhere, and for no other", async () => {
    const own = { date: "2028-01-01", name: "Kurtuluş", siteId: it.ankara };
    await add(manager, "holidays", own);
    await sync(manager, clerk, bursa);
    const id = holidayIdOf("2028-01-01", it.ankara);
    expect(await contentAt(clerk, "holidays", id)).toMatchObject({ name: "Kurtuluş" });
    expect(await contentAt(bursa, "holidays", id)).toBeNull();
    const theirs = { ...own, date: "2028-01-02", siteId: it.bursa };
    expect((await refused(add(manager, "holidays", theirs))).code).toBe("not_permitted");
    const everywhere = { date: "2028-01-02", name: "x" };
    expect((await refused(add(manager, "holidays", everywhere))).code).toBe("not_permitted");
  });

  test("by two administrators without the network: one record, two names wait for a decision", async () => {
    await add(admin, "holidays", { date: "2029-01-01", name: "Same" });
    await add(other, "holidays", { date: "2029-01-01", name: "Same", halfDay: true });
    await sync(admin, other, admin);
    const id = holidayIdOf("2029-01-01", null);
    const [conflict] = await open(admin, id);
    expect(conflict?.content).toMatchObject({
      mine: { halfDay: true },
      theirs: { halfDay: false },
    });
    await other.replica.resolve(conflict?.id ?? "", "mine");
    await sync(other, admin);
    expect(await contentAt(admin, "holidays", id)).toMatchObject({ name: "Same", halfDay: true });
  });
});

describe("[NAT2] rule sets, codes, settings, periods and entries", () => {
  test("are made without the network and without an id, each once", async () => {
    const employeeId = await it.employee(it.ankara);
    await sync(clerk, manager);
    const kinds: readonly (readonly [Pc, string, Content, string])[] = [
      [admin, "rule_sets", { validFrom: "2028-01-01", name: "2028" }, ruleSetIdOf("2028-01-01")],
      [
        admin,
        "timesheet_codes",
        { code: "Ş", nameEn: "Town", nameTr: "Şehir", countsAs: "work" },
        codeIdOf("Ş"),
      ],
      [admin, "workforce_settings", { key: "weekly_hours" }, settingIdOf("weekly_hours", null)],
      [
        manager,
        "workforce_settings",
        { key: "weekly_hours", siteId: it.ankara },
        settingIdOf("weekly_hours", it.ankara),
      ],
      [clerk, "periods", { siteId: it.ankara, month: "2028-01" }, periodIdOf(it.ankara, "2028-01")],
      [
        clerk,
        "timesheet_entries",
        { employeeId, siteId: it.ankara, date: "2028-02-01", hours: 8 },
        entryIdOf(employeeId, "2028-02-01"),
      ],
    ];
    for (const [pc, collection, fields, id] of kinds) {
      const [accepted] = await add(pc, collection, fields);
      expect(accepted?.ids, collection).toEqual([id]);
      expect((await refused(add(pc, collection, fields))).code, collection).toBe("key_taken");
      await sync(pc);
      expect(await pc.replica.rejected(), collection).toEqual([]);
      expect((await pc.replica.get(collection, id))?.version, collection).toBe(1);
    }
  });

  test("the same text, typed with a space or in two parts, is the same key", async () => {
    const name = { nameEn: "x", nameTr: "x", countsAs: "work" };
    await add(admin, "timesheet_codes", { ...name, code: "Ü" });
    for (const code of [" Ü", "U\u0308"]) {
      const again = await refused(add(admin, "timesheet_codes", { ...name, code }));
      expect(again.code).toBe("key_taken");
    }
  });
});

describe("[NAT2] what an older device made under an id of its own", () => {
  const fields = { date: "2030-05-19", name: "Gençlik" };
  const right = holidayIdOf("2030-05-19", null);

  /** As an older version left it in the outbox: under a drawn id, with an edit on top. */
  async function madeBefore({ replica, database }: Pc): Promise<string> {
    const old = newId(systemPorts());
    await replica.mutate([{ op: "create", collection: "holidays", fields }]);
    await replica.mutate([
      { op: "update", collection: "holidays", id: right, fields: { halfDay: true } },
    ]);
    await database.transaction(async (tx) => {
      for (const [table, column] of [
        ["_outbox_mutations", "record_id"],
        ["_base", "record_id"],
        ["holidays", "id"],
      ]) {
        await tx.run(`update ${table} set ${column} = ? where ${column} = ?`, [old, right]);
      }
    });
    return old;
  }

  test("is refused with the right one, and corrected it gets that, with what builds on it", async () => {
    const old = await madeBefore(admin);
    await sync(admin);
    const [rejected] = await admin.replica.rejected();
    expect(rejected?.changes).toMatchObject([
      { id: old, refusal: { code: "natural_id", faults: [{ field: "id", allowed: right }] } },
    ]);
    const change = { op: "create", collection: "holidays", id: old, fields } as const;
    const corrected = await admin.replica.correct(rejected?.group ?? 0, [change]);
    expect(corrected.ids).toEqual([right]);
    expect(await contentAt(admin, "holidays", old)).toBeNull();
    expect(await contentAt(admin, "holidays", right)).toMatchObject({ halfDay: true });
    await sync(admin, clerk);
    expect(await admin.replica.rejected()).toEqual([]);
    expect(await contentAt(clerk, "holidays", right)).toMatchObject({ ...fields, halfDay: true });
  });

  test("that is corrected to another key moves to that one's id", async () => {
    const [accepted] = await add(admin, "holidays", { ...fields, date: "2030-08-30" });
    const id = accepted?.ids[0] ?? "";
    const changed = { ...fields, date: "2030-08-31" };
    const change = { op: "create", collection: "holidays", id, fields: changed } as const;
    const { ids } = await admin.replica.correct(accepted?.group ?? 0, [change]);
    expect(ids).toEqual([holidayIdOf("2030-08-31", null)]);
    expect(await contentAt(admin, "holidays", id)).toBeNull();
    await sync(admin);
    expect(await admin.replica.rejected()).toEqual([]);
  });
});

describe("[NAT4] a day whose entry was deleted", () => {
  const DAY = "2026-03-02";
  let employeeId: string;
  let id: string;
  beforeEach(async () => {
    employeeId = await it.employee(it.ankara);
    id = entryIdOf(employeeId, DAY);
    await sync(clerk, manager, admin);
    await type(clerk, { hours: 8, note: "old" });
    await sync(clerk, manager, admin);
  });

  /** Types into the cell as the grid does: by what this PC knows of the day. */
  async function type(pc: Pc, content: CellContent) {
    const known = await contentAt(pc, "timesheet_entries", id);
    const employee = { id: employeeId, siteId: it.ankara, hiredOn: null, leftOn: null };
    const entry: KnownEntry | null =
      known === null
        ? null
        : (completeContent(timesheetEntries, known) as ContentOf<typeof timesheetEntries>);
    const [changes = []] = writeCells([{ employee, date: DAY, entry, content }], () => "open");
    return pc.replica.mutate(changes);
  }
  const removeBy = (pc: Pc) =>
    pc.replica.mutate([{ op: "delete", collection: "timesheet_entries", id }]);
  const cell = (pc: Pc) => contentAt(pc, "timesheet_entries", id);

  test("is typed again into the empty cell, by who types there, without a conflict", async () => {
    await removeBy(admin);
    await sync(admin, clerk, manager);
    expect(await cell(clerk)).toBeNull();
    await type(clerk, { hours: 7 });
    await sync(clerk, manager, admin);
    for (const pc of [clerk, manager, admin]) {
      expect(await cell(pc)).toMatchObject({ hours: 7, note: null });
      expect(await open(pc, id)).toEqual([]);
    }
  });

  test("by who deleted it, on the same device, before either was sent", async () => {
    await removeBy(admin);
    await type(admin, { hours: 6 });
    await sync(admin, clerk);
    expect(await cell(clerk)).toMatchObject({ hours: 6 });
    expect(await open(admin, id)).toEqual([]);
  });

  test.each(["clerk", "manager", "admin"] as const)(
    "and was edited before that was heard of, waits as a conflict that the %s can close",
    async (who) => {
      await removeBy(admin);
      await sync(admin);
      await type(clerk, { hours: 5, note: "old" });
      await sync(clerk, manager, admin);
      const pc = { clerk, manager, admin }[who];
      const [conflict] = await open(pc, id);
      await pc.replica.resolve(conflict?.id ?? "", "mine");
      await sync(pc, clerk);
      expect(await pc.replica.rejected()).toEqual([]);
      expect(await cell(clerk)).toMatchObject({ hours: 5, note: "old" });
      expect(await open(clerk, id)).toEqual([]);
    },
  );

  test("and has a conflict from an older hub, which names its key too, can be closed", async () => {
    await removeBy(admin);
    await sync(admin);
    const mine = { employeeId, date: DAY, siteId: it.ankara, hours: 4 };
    const conflictId = newId(systemPorts());
    await applied(
      it.hub,
      SYSTEM_ACTOR,
      create("conflicts", conflictId, {
        collection: "timesheet_entries",
        recordId: id,
        kind: "edit_of_deleted",
        status: "open",
        baseVersion: 0,
        base: {},
        mine,
        theirs: { ...mine, hours: 8 },
        mineBy: clerk.personId,
        theirsBy: admin.personId,
        mineAt: "2026-03-02T08:00:00.000Z",
        theirsAt: "2026-03-02T08:00:00.000Z",
        scopeKeys: [`duty-clerk:${it.ankara}`],
      }),
    );
    await sync(clerk);
    await clerk.replica.resolve(conflictId, "mine");
    await sync(clerk);
    expect(await clerk.replica.rejected()).toEqual([]);
    expect(await cell(clerk)).toMatchObject({ hours: 4 });
    expect(await open(clerk, id)).toEqual([]);
  });

  test("a month whose record was deleted is handed over again", async () => {
    const key = { siteId: it.ankara, month: "2031-01", state: null };
    const period = periodIdOf(it.ankara, "2031-01");
    const fields = { siteId: it.ankara, month: "2031-01", reason: "from before" };
    await applied(it.hub, SYSTEM_ACTOR, create("periods", period, fields));
    await applied(it.hub, SYSTEM_ACTOR, remove("periods", period, 1));
    await clerk.replica.mutate([submitPeriod({ role: "USER" }, key)]);
    await sync(clerk);
    expect(await clerk.replica.rejected()).toEqual([]);
    expect(await contentAt(clerk, "periods", period)).toMatchObject({
      state: "submitted",
      submittedBy: clerk.personId,
      reason: null,
    });
  });
});
