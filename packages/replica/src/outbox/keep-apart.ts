import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { columnOf } from "@healthops/schema/columns";
import type { NoOverlap } from "@healthops/schema/no-overlap/declared";
import type { Span } from "@healthops/schema/no-overlap/free-times";
import { DAYS, INSTANTS, nearestFree, windowAround } from "@healthops/schema/no-overlap/free-times";
import type { Interval } from "@healthops/schema/no-overlap/interval-index";
import type { Occupation } from "@healthops/schema/no-overlap/occupations";
import { occupationsOf, occupyingFields } from "@healthops/schema/no-overlap/occupations";
import { overlapFault } from "@healthops/schema/no-overlap/overlap-fault";
import { literal, quoted } from "@healthops/schema/tables/quote";
import type { SqlTransaction, SqlValue } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "./change.ts";

/** What is read of one thing around a refused time; beyond that nothing is offered. */
const NEAR_MAX = 1_000;

/**
 * Refuses a group that takes up what records on this device take up already, as the hub would [APA1]: Problem
 * `rule_broken`, with the nearest free times as far as they are known here [APA3]. The hub may know of more.
 */
export async function refuseOverlap(
  store: Store,
  tx: SqlTransaction,
  changes: readonly Change[],
  ids: readonly string[],
): Promise<void> {
  for (const [at, change] of changes.entries()) {
    const plan = store.plans.get(change.collection);
    const id = ids[at];
    if (plan === undefined || id === undefined || !takesUp(plan.collection, change)) continue;
    const record = await readRecord(tx, plan, id);
    if (record === null) continue;
    const { collection } = plan;
    const wanted = occupationsOf(collection, record.content);
    for (const one of wanted) {
      const [other] = await occupantsOf(tx, collection, one, id, 1);
      if (other === undefined) continue;
      const offers = await offersFor(store, tx, collection, wanted, id);
      const fault = overlapFault(collection, { rule: one.rule, other, offers });
      throw new Problem({
        code: "rule_broken",
        status: 422,
        message: `${fault.message} (${collection.name} ${id})`,
        faults: [fault],
      });
    }
  }
}

/** Whether the change may make its record take up what it did not before. */
function takesUp(collection: Collection, change: Change): boolean {
  if (collection.noOverlap.length === 0 || change.op === "delete") return false;
  if (change.op !== "update") return true;
  const decisive = occupyingFields(collection);
  return Object.keys(change.fields).some((field) => decisive.has(field));
}

/** The records that take up a thing in a time, by their start; what the hub refused takes up nothing. */
async function occupantsOf(
  tx: SqlTransaction,
  collection: Collection,
  { rule, values, from, to }: Occupation,
  id: string,
  limit: number,
): Promise<readonly Interval[]> {
  const declared = collection.noOverlap[rule];
  if (declared === undefined) return [];
  const column = (field: string): string => `r.${quoted(columnOf(collection, field).column)}`;
  const [starts, ends] = [column(declared.from), column(declared.to)];
  const same = declared.by.map((field) =>
    collection.fields[field]?.kind === "set"
      ? `exists (select 1 from json_each(${column(field)}) where value = ?)`
      : `${column(field)} = ?`,
  );
  const parameters: SqlValue[] = [
    ...values,
    from,
    ...(to === null ? [] : [to]),
    id,
    collection.name,
    limit,
  ];
  const rows = await tx.all(
    `select r.id, ${starts} as starts_at, ${ends} as ends_at from ${quoted(collection.name)} as r
      where ${same.join(" and ")} and (${ends} is null or ${ends} > ?)
        ${to === null ? "" : `and ${starts} < ?`}${statesText(declared, column)}
        and r.id <> ? and not exists (select 1 from _outbox_mutations as m
          join _outbox_groups as g on g.local_id = m.local_id
          where m.collection = ? and m.record_id = r.id and g.state in ('rejected', 'held'))
      order by ${starts} limit ?`,
    parameters,
  );
  return rows.map((row) => ({
    id: String(row["id"]),
    startsAt: String(row["starts_at"]),
    endsAt: row["ends_at"] === null ? null : String(row["ends_at"]),
  }));
}

function statesText({ while: states }: NoOverlap, column: (field: string) => string): string {
  if (states === undefined) return "";
  const values = states.is.map((state) =>
    typeof state === "boolean" ? String(Number(state)) : literal(String(state)),
  );
  return ` and ${column(states.field)} in (${values.join(", ")})`;
}

async function offersFor(
  { ports }: Store,
  tx: SqlTransaction,
  collection: Collection,
  wanted: readonly Occupation[],
  id: string,
): Promise<Record<string, string | null>[]> {
  const [first] = wanted;
  const rule = collection.noOverlap[first?.rule ?? 0];
  if (first === undefined || rule === undefined) return [];
  const scale = collection.fields[rule.from]?.kind === "date" ? DAYS : INSTANTS;
  const time: Span = { startsAt: first.from, endsAt: first.to };
  const near = windowAround(scale, time);
  const taken: Interval[] = [];
  for (const one of wanted) {
    const around = { ...one, from: near.startsAt, to: near.endsAt };
    const found = await occupantsOf(tx, collection, around, id, NEAR_MAX);
    if (found.length === NEAR_MAX) return [];
    taken.push(...found);
  }
  const now = new Date(ports.clock.now()).toISOString().slice(0, scale === DAYS ? 10 : undefined);
  const free = nearestFree(scale, time, taken, time.startsAt >= now ? now : null);
  return free.map((one) => ({ [rule.from]: one.startsAt, [rule.to]: one.endsAt }));
}
