import type { Ports, Timers } from "@healthops/base/ports";
import { newId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Schema } from "@healthops/schema/schema";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import type { Replica } from "../replica.ts";
import { openReplica } from "../replica.ts";
import { becomeNewDevice } from "../restored/become-new-device.ts";
import type { ErasePort } from "../sign-in/erasure.ts";
import type { HubTransport } from "../transport/transport.ts";
import { sealWithPin } from "./keys/pin-key.ts";
import { wasmPasswordVerifier } from "./keys/password-verifier.ts";
import type { WrappedKey } from "./keys/wrap-key.ts";
import type { BrowserSqlite } from "./sqlite/open-browser-sqlite.ts";
import { openBrowserSqlite, PATIENCE_MS, whenFree } from "./sqlite/open-browser-sqlite.ts";
import type { SqliteFiles } from "./sqlite/sqlite-files.ts";
import { SyncLeader } from "./sync-leader.ts";

export interface SessionParts {
  readonly schema: Schema;
  readonly migrations: readonly Migration[];
  readonly ports: Ports;
  readonly transport: HubTransport;
  /** Version of the app, told to the hub. */
  readonly appVersion?: string;
}

/** One person's database, open in this window. */
export interface PersonSession {
  readonly name: string;
  readonly key: Uint8Array;
  readonly replica: Replica;
  readonly leader: SyncLeader;
  readonly closed: boolean;
  /** The key as only the person's PIN opens it, at hand for the moment of locking; null without a PIN. */
  sealed(): WrappedKey | null;
  /** After the PIN changed in this window; other windows' changes come by themselves. */
  renewSeal(): Promise<void>;
  /**
   * Keeps a copy of the data as it is now, and has the next opening put an older copy in its place: the
   * session must be closed in all windows then. Problem `unknown_copy`.
   */
  goBack(copy: string): Promise<void>;
  /** This window is about to be put to sleep: others may have the file and the syncing. */
  suspend(): Promise<void>;
  resume(): void;
  /** Stops syncing and closes the files. */
  close(): Promise<void>;
}

/** Opens a person's database with its key. Throws what `openBrowserSqlite` and `openReplica` throw. */
export async function openSession(
  { schema, migrations, ports, transport, appVersion }: SessionParts,
  files: SqliteFiles,
  name: string,
  key: Uint8Array,
  erase: (name: string) => ErasePort,
): Promise<PersonSession> {
  const open = (): Promise<BrowserSqlite> =>
    openBrowserSqlite({ files, name, key, timers: ports.timers });
  await putBackChosen(files, name, ports.timers, open);
  const database = await open();
  const keepCopy = (except?: string): Promise<void> =>
    database.keepCopy(new Date(ports.clock.now()), except);
  const passwords = wasmPasswordVerifier(ports.random);
  const replica = await openReplica({
    database,
    schema,
    ports,
    transport,
    passwords,
    migrations,
    erase: erase(name),
    beforeReplacing: keepCopy,
    ...(appVersion === undefined ? {} : { appVersion }),
  });
  const leader = new SyncLeader(replica, name, () => newId(ports));
  const seal = await Seal.begin(replica, ports, key, name);
  let closed = false;
  return {
    name,
    key,
    replica,
    leader,
    get closed() {
      return closed;
    },
    sealed: () => seal.sealed,
    renewSeal: () => seal.renew(),
    async goBack(copy) {
      const { copies } = files;
      if (copies === null || !(await copies.list(name)).includes(copy)) throw unknownCopy();
      await keepCopy(copy);
      await copies.choose(name, copy);
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
      seal.end();
      await leader.close();
      await replica.close();
    },
  };
}

/** Puts a copy back that the person chose, before anybody works with the database again. */
async function putBackChosen(
  { copies }: SqliteFiles,
  name: string,
  timers: Timers,
  open: () => Promise<BrowserSqlite>,
): Promise<void> {
  if (copies === null) return;
  const finish = async (): Promise<void> => {
    const database = await open();
    try {
      await database.transaction(becomeNewDevice);
    } finally {
      await database.close();
    }
  };
  // Other windows were told to close it, and may be in the middle of something.
  await whenFree(timers, PATIENCE_MS, () => copies.putBack(name, finish));
}

function unknownCopy(): Problem {
  return new Problem({
    code: "unknown_copy",
    status: 404,
    message: "This copy is not there any more: only the newest ones are kept.",
  });
}

/** Keeps the key sealed under the PIN that the database has now, because locking cannot wait. */
class Seal {
  readonly #renewal: () => Promise<WrappedKey | null>;
  readonly #stop: () => void;
  sealed: WrappedKey | null = null;

  private constructor(replica: Replica, renewal: () => Promise<WrappedKey | null>) {
    this.#renewal = renewal;
    this.#stop = replica.watchTables(["_meta"], renewal, {
      next: (sealed) => {
        this.sealed = sealed;
      },
      failed: () => undefined,
    });
  }

  static async begin(
    replica: Replica,
    { random }: Ports,
    key: Uint8Array,
    name: string,
  ): Promise<Seal> {
    let sealed: WrappedKey | null = null;
    let of = "";
    const seal = new Seal(replica, async () => {
      const pin = await replica.pin();
      // Other facts in that table change often.
      if (pin?.stretched !== of)
        sealed = pin === null ? null : await sealWithPin(random, pin, key, name);
      of = pin?.stretched ?? "";
      return sealed;
    });
    await seal.renew();
    return seal;
  }

  async renew(): Promise<void> {
    this.sealed = await this.#renewal();
  }

  end(): void {
    this.#stop();
  }
}
