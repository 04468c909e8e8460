import { openPool } from "@healthops/hub/database/pool";
import type { Hub } from "@healthops/hub/hub";
import type { DemoSize } from "@healthops/schema/demo";

const KEY = "demo";
/** Any number, the same in every hub: of several that start at once, one makes the demo. */
const DEMO_LOCK = 7_011_2027;

/** How far the demo of a database is; `day` is the last day of its data. */
export interface DemoState {
  readonly state: "creating" | "created";
  readonly day: string;
  /** Absent where an earlier version made it. */
  readonly size?: DemoSize;
}

/** Runs `work` while no other hub process makes the demo of this database. */
export async function withDemoLock<T>(hub: Hub, work: () => Promise<T>): Promise<T> {
  // A session's lock needs a session: past any pooler [PGB1].
  const direct = openPool(hub.directConnectionString, 1);
  try {
    const connection = await direct.connect();
    try {
      await connection.query("select pg_advisory_lock($1)", [DEMO_LOCK]);
      return await work();
    } finally {
      await connection.query("select pg_advisory_unlock_all()").catch(() => undefined);
      connection.release();
    }
  } finally {
    await direct.end();
  }
}

/** What was remembered, or null when this database never had a demo. */
export async function readDemoState(hub: Hub): Promise<DemoState | null> {
  const { rows } = await hub.pool.query<{ value: string }>(
    "select value from hub.settings where key = $1",
    [KEY],
  );
  const [row] = rows;
  return row === undefined ? null : (JSON.parse(row.value) as DemoState);
}

export async function writeDemoState(hub: Hub, state: DemoState): Promise<void> {
  await hub.pool.query(
    `insert into hub.settings (key, value) values ($1, $2)
     on conflict (key) do update set value = excluded.value`,
    [KEY, JSON.stringify(state)],
  );
}

/** Whether nobody was ever added to this database. */
export async function hasNobody(hub: Hub): Promise<boolean> {
  const { rows } = await hub.pool.query("select from data.people limit 1");
  return rows.length === 0;
}
