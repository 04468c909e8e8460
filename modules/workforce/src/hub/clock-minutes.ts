import { elapsedOn } from "@healthops/base/elapsed";
import type { HubChange, Reaction } from "@healthops/hub/engine/reaction";
import type { ChangedRecord, RuleContext } from "@healthops/hub/engine/rules";
import { sites } from "@healthops/schema/core/sites";
import { siteClockOf } from "@healthops/schema/core/site-clock";
import { timesheetEntries } from "../collections/timesheet-entries.ts";
import { minutesOfTime, spanMinutes } from "../terms/minutes.ts";
import { BatchMemory } from "./batch-memory.ts";

const ZONES = new BatchMemory<string | null>();

/**
 * Says of an entry what the change of its region's clocks adds to it or takes from it, so that lists and
 * totals, which see nothing but the entry, have it right. The grid and the reports compute with the zone.
 */
export const clockMinutes: Reaction = {
  name: "clock-minutes",
  collections: [timesheetEntries.name],
  react(context, changed) {
    const entries = changed.filter(({ deleted, after }) => !deleted && concerns(after));
    if (entries.length === 0) return [];
    const wanted = entries.map(siteOf);
    const changesWith = (zones: ReadonlyMap<string, string | null>): readonly HubChange[] =>
      entries.flatMap((entry) => changeOf(entry, zoneIn(context, zones, siteOf(entry))));
    const known = ZONES.get(context, wanted, (ids) => read(context, ids));
    return known instanceof Promise ? known.then(changesWith) : changesWith(known);
  },
};

function concerns(entry: ChangedRecord["after"]): boolean {
  const isTimed = entry["startTime"] !== null && entry["endTime"] !== null;
  return isTimed || entry["clockMinutes"] !== null;
}

function siteOf({ after }: ChangedRecord): string {
  return String(after["siteId"]);
}

/** What this batch does to the site goes before what is stored. */
function zoneIn(
  { pendingRecord }: RuleContext,
  zones: ReadonlyMap<string, string | null>,
  siteId: string,
): string | null {
  const pending = pendingRecord(sites.name, siteId);
  return pending === undefined ? (zones.get(siteId) ?? null) : siteClockOf(pending.after).timeZone;
}

function changeOf({ id, after }: ChangedRecord, zone: string | null): readonly HubChange[] {
  const minutes = gainedOn(after, zone);
  if (minutes === (after["clockMinutes"] ?? null)) return [];
  const fields = { clockMinutes: minutes };
  return [{ op: "update", collection: timesheetEntries.name, id, fields }];
}

/** Minutes beyond those on the wall; null for none. */
function gainedOn(entry: ChangedRecord["after"], zone: string | null): number | null {
  const start = timeOf(entry["startTime"]);
  const end = timeOf(entry["endTime"]);
  if (zone === null || start === null || end === null || entry["hours"] !== null) return null;
  const span = spanMinutes(start, end);
  const gained = elapsedOn(zone, String(entry["date"]))(start, start + span) - span;
  return gained === 0 ? null : gained;
}

function timeOf(value: unknown): number | null {
  return typeof value === "string" ? minutesOfTime(value) : null;
}

async function read(
  { connection }: RuleContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await connection.query<{ id: string; time_zone: string | null }>({
    name: "zones_of_sites",
    text: "select id, time_zone from data.sites where id = any($1::uuid[])",
    values: [`{${ids.join(",")}}`],
  });
  const found = new Map(rows.map(({ id, time_zone }) => [id, time_zone]));
  return new Map(ids.map((id) => [id, found.get(id) ?? null]));
}
