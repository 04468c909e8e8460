import type { RuleContext } from "@healthops/hub/engine/rules";
import { periods } from "../collections/periods.ts";
import { periodIdOf } from "../natural-ids.ts";
import type { PeriodState } from "../rules/periods.ts";
import { BatchMemory } from "./batch-memory.ts";

/** A region's month. */
export interface PeriodKey {
  readonly siteId: string;
  readonly month: string;
}

/** A month as the database has it; its id costs more to derive than the rest of the rule. */
interface StoredPeriod {
  readonly id: string;
  readonly state: PeriodState;
}

type StatesOf = (key: PeriodKey) => PeriodState;

const PERIODS = new BatchMemory<StoredPeriod>();

/**
 * The states of months, with what this batch has done so far. They hold until the commit: whoever
 * wants to change one of them waits (`holdPeriods`).
 */
export function periodStates(
  context: RuleContext,
  keys: readonly PeriodKey[],
): StatesOf | Promise<StatesOf> {
  const named = new Map(keys.map((key) => [nameOf(key), key]));
  const statesIn =
    (stored: ReadonlyMap<string, StoredPeriod>): StatesOf =>
    (key) => {
      const known = stored.get(nameOf(key));
      if (known === undefined) return "open";
      const pending = context.pendingRecord(periods.name, known.id);
      if (pending === undefined) return known.state;
      return pending.deleted ? "open" : stateOf(pending.after["state"]);
    };
  const stored = PERIODS.get(context, [...named.keys()], (unknown) =>
    read(
      context,
      unknown.flatMap((name) => named.get(name) ?? []),
    ),
  );
  return stored instanceof Promise ? stored.then(statesIn) : statesIn(stored);
}

function nameOf({ siteId, month }: PeriodKey): string {
  return `${siteId} ${month}`;
}

/** Keeps others from writing into these months until the commit. */
export async function holdPeriods(
  { connection }: RuleContext,
  ids: readonly string[],
): Promise<void> {
  await connection.query({
    name: "hold_periods",
    text: `select pg_advisory_xact_lock(hashtextextended('period:' || id, 0))
      from (select unnest($1::text[]) as id order by 1) as ids`,
    values: [`{${ids.join(",")}}`],
  });
}

export function stateOf(value: unknown): PeriodState {
  return value === "submitted" || value === "approved" || value === "locked" ? value : "open";
}

async function read(
  { connection }: RuleContext,
  keys: readonly PeriodKey[],
): Promise<ReadonlyMap<string, StoredPeriod>> {
  const ids = keys.map(({ siteId, month }) => periodIdOf(siteId, month));
  const values = [`{${ids.join(",")}}`];
  // A statement of its own: what is read must be read after the lock is there.
  await connection.query({
    name: "share_periods",
    text: `select pg_advisory_xact_lock_shared(hashtextextended('period:' || id, 0))
      from (select unnest($1::text[]) as id order by 1) as ids`,
    values,
  });
  const { rows } = await connection.query<{ id: string; state: string }>({
    name: "period_states",
    text: "select id, state from data.periods where id = any($1::uuid[]) and not deleted",
    values,
  });
  const found = new Map(rows.map(({ id, state }) => [id, stateOf(state)]));
  return new Map(
    keys.map((key, at) => {
      const id = ids[at] ?? "";
      return [nameOf(key), { id, state: found.get(id) ?? "open" }];
    }),
  );
}
