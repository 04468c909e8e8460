import type pg from "pg";

/** What happens when the fuse has burnt: the whole process ends, or only one connection. */
export type Breakage = "process" | "connection";

interface Fuse {
  left: number;
  /** Whether the last statement is still done. */
  readonly behind: boolean;
  /** Only commits are counted: the moment when nobody knows whether it was done. */
  readonly commits: boolean;
  readonly breakage: Breakage;
}

/** A statement that waits, with whatever its transaction has locked and seen. */
export interface Pause {
  /** Resolves when the statement is reached. */
  readonly reached: Promise<void>;
  /** Lets it go on; nothing is held up any more. */
  release(): void;
}

interface Gate {
  left: number;
  readonly reach: () => void;
  readonly opened: Promise<void>;
}

/**
 * Makes a hub's pool break on demand, in the middle of whatever it is doing: before a statement
 * leaves, or after it was done but before anyone hears of it (a commit too).
 */
export class FragilePool {
  readonly #pool: pg.Pool;
  readonly #clients = new Set<pg.PoolClient>();
  readonly #broke: (breakage: Breakage) => void;
  #fuse: Fuse | null = null;
  #gate: Gate | null = null;

  /** `broke` is called at the moment when something breaks. */
  constructor(pool: pg.Pool, broke: (breakage: Breakage) => void) {
    this.#pool = pool;
    this.#broke = broke;
    pool.on("acquire", (client) => this.#adopt(client));
    pool.on("remove", (client) => this.#clients.delete(client));
  }

  /** Breaks at the `after`-th statement from now, before it (odd) or behind it (even). */
  light(after: number, breakage: Breakage): void {
    this.#fuse ??= { left: after, behind: after % 2 === 0, commits: false, breakage };
  }

  /** Breaks when the `after`-th commit from now was done and nobody has heard of it. */
  lightBehindCommit(after: number, breakage: Breakage): void {
    this.#fuse ??= { left: after, behind: true, commits: true, breakage };
  }

  /** Holds up the `after`-th statement of a transaction from now, before it leaves. */
  pause(after: number): Pause {
    const reached = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    this.#gate = { left: after, reach: reached.resolve, opened: opened.promise };
    const release = (): void => {
      this.#gate = null;
      opened.resolve();
    };
    return { reached: reached.promise, release };
  }

  putOut(): void {
    this.#fuse = null;
  }

  #adopt(client: pg.PoolClient): void {
    if (this.#clients.has(client)) return;
    this.#clients.add(client);
    // The driver tells a connection's end twice: to its statement, and as an event.
    client.on("error", () => undefined);
    const query = client.query.bind(client) as (...parts: unknown[]) => unknown;
    Object.assign(client, {
      query: (...parts: unknown[]): unknown => {
        // The pool's own short queries answer by callback; those of transactions by promise.
        const inTransaction = typeof parts.at(-1) !== "function";
        if (inTransaction && this.#isHeldUp()) {
          return this.#gate?.opened.then(() => this.#send(client, query, parts));
        }
        return this.#send(client, query, parts);
      },
    });
  }

  #isHeldUp(): boolean {
    const gate = this.#gate;
    if (gate === null) return false;
    gate.left -= 1;
    if (gate.left === 0) gate.reach();
    return gate.left === 0;
  }

  #send(client: pg.PoolClient, query: (...parts: unknown[]) => unknown, parts: unknown[]): unknown {
    const fuse = this.#fuse;
    if (fuse === null || (fuse.commits && parts[0] !== "commit")) return query(...parts);
    fuse.left -= 1;
    if (fuse.left > 0) return query(...parts);
    this.#fuse = null;
    if (!fuse.behind || typeof parts.at(-1) === "function") {
      this.#break(client, fuse.breakage);
      return query(...parts);
    }
    return Promise.resolve(query(...parts)).then(() => {
      this.#break(client, fuse.breakage);
      throw new Error("the connection broke after the statement was done");
    });
  }

  #break(client: pg.PoolClient, breakage: Breakage): void {
    if (breakage === "connection") cut(client);
    else this.#die();
    this.#broke(breakage);
  }

  /** All connections of a process that ends break, and it makes no new ones. */
  #die(): void {
    Object.assign(this.#pool, { connect: refuse });
    for (const client of this.#clients) cut(client);
  }
}

function cut(client: pg.PoolClient): void {
  const { connection } = client as { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

function refuse(done?: (error: Error) => void): Promise<never> | undefined {
  const error = new Error("a process that has ended connects to nothing");
  if (done === undefined) return Promise.reject(error);
  done(error);
  return undefined;
}
