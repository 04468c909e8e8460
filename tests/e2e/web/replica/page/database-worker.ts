import { systemPorts } from "@healthops/base/system-ports";
import { openStorage } from "@healthops/replica/browser/open-storage";
import { openBrowserSqlite } from "@healthops/replica/browser/sqlite/open-browser-sqlite";

/** Tries the database by itself, as the replica uses it, and posts what came of it. */
async function tryDatabase(storage: "opfs" | "indexeddb"): Promise<Record<string, unknown>> {
  const { timers, random } = systemPorts();
  const files = await openStorage(storage);
  // Not named like a person's database: the window's replica tidies those away that no key belongs to.
  const name = "tried";
  const key = random.bytes(32);
  const database = await openBrowserSqlite({ files, name, key, timers });
  await database.transaction((tx) => tx.run("create table t (a integer, b)"));
  const told: unknown[] = [];
  database.onChange((tables) => told.push(tables === "all" ? tables : Array.from(tables)));

  const failing = database
    .transaction(async (tx) => {
      await tx.run("insert into t values (1, 'x')");
      throw new RangeError("no");
    })
    .catch((error: unknown) => String(error));
  const next = database.transaction((tx) => tx.run("insert into t values (2, 'y')"));
  const failed = await failing;
  const changed = await next;
  const afterFailure = await database.read("select a from t");

  const inside = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const writing = database.transaction(async (tx) => {
    await tx.run("delete from t");
    inside.resolve();
    await go.promise;
    await tx.run("insert into t values (3, 'z')");
  });
  await inside.promise;
  const reading = database.read("select a from t");
  go.resolve();
  await writing;
  const whole = await reading;

  const values = [Number.MAX_SAFE_INTEGER, -5_000_000_000, 0.1, -1, "ığüşöç 🌊", null];
  await database.transaction(async (tx) => {
    await tx.run("delete from t");
    await tx.runMany("insert into t values (?, ?)", [values.map((_, at) => at), values]);
  });
  const kept = await database.read("select b, typeof(b) as kind from t order by a");
  await database.transaction((tx) => tx.run("update t set a = 1 where a = 99"));

  await database.close();
  const wrongKey = await openBrowserSqlite({ files, name, key: random.bytes(32), timers }).catch(
    (error: unknown) => Reflect.get(Object(error), "code"),
  );
  const again = await openBrowserSqlite({ files, name, key, timers });
  const reopened = await again.read("select count(*) as n from t");
  const sound = await again.read("pragma integrity_check");
  await again.close();
  const closed = await again
    .read("select 1")
    .catch((error: unknown) => Reflect.get(Object(error), "code"));
  await files.remove(name);
  return {
    failed,
    changed,
    afterFailure,
    whole,
    values,
    kept,
    told,
    wrongKey,
    reopened,
    sound,
    closed,
  };
}

const endpoint: { postMessage(message: unknown): void } = self;
tryDatabase(self.name === "indexeddb" ? "indexeddb" : "opfs").then(
  (outcome) => tell(outcome),
  (error: unknown) => tell({ error: String(error) }),
);

function tell(message: unknown): void {
  // A worker's own window needs no address.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  endpoint.postMessage(message);
}
