import type { Ports } from "@healthops/base/ports";
import { newId } from "@healthops/base/ids";
import type { Schema } from "@healthops/schema/schema";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import type { Replica } from "../replica.ts";
import { openReplica } from "../replica.ts";
import type { HubTransport } from "../transport/transport.ts";
import { wasmPasswordVerifier } from "./keys/password-verifier.ts";
import type { BrowserSqlite } from "./sqlite/open-browser-sqlite.ts";
import { openBrowserSqlite } from "./sqlite/open-browser-sqlite.ts";
import type { SqliteFiles } from "./sqlite/sqlite-files.ts";
import { SyncLeader } from "./sync-leader.ts";

export interface SessionParts {
  readonly schema: Schema;
  readonly migrations: readonly Migration[];
  readonly ports: Ports;
  readonly transport: HubTransport;
}

/** One person's database, open in this window. */
export interface PersonSession {
  readonly name: string;
  readonly key: Uint8Array;
  readonly replica: Replica;
  readonly leader: SyncLeader;
  readonly closed: boolean;
  /** This window is about to be put to sleep: others may have the file and the syncing. */
  suspend(): Promise<void>;
  resume(): void;
  /** Stops syncing and closes the files. */
  close(): Promise<void>;
}

/** Opens a person's database with its key. Throws what `openBrowserSqlite` and `openReplica` throw. */
export async function openSession(
  { schema, migrations, ports, transport }: SessionParts,
  files: SqliteFiles,
  name: string,
  key: Uint8Array,
): Promise<PersonSession> {
  const database: BrowserSqlite = await openBrowserSqlite({
    files,
    name,
    key,
    timers: ports.timers,
  });
  const passwords = wasmPasswordVerifier(ports.random);
  const replica = await openReplica({ database, schema, ports, transport, passwords, migrations });
  const leader = new SyncLeader(replica, name, () => newId(ports));
  let closed = false;
  return {
    name,
    key,
    replica,
    leader,
    get closed() {
      return closed;
    },
    async suspend() {
      const stopped = leader.suspend();
      await database.release();
      await stopped;
    },
    resume() {
      leader.resume();
      database.refresh();
    },
    async close() {
      closed = true;
      await leader.close();
      await replica.close();
    },
  };
}
