import { AsyncLocalStorage } from "node:async_hooks";
import { Problem } from "@healthops/base/problem";
import pg from "pg";

type Taken = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (broken?: Error | boolean) => void,
) => void;

/**
 * What one request may have of the database. Whatever is asked through a {@link BudgetedPool} while it
 * holds is part of it, whoever asks; when it ends early, statements under way are cancelled at the
 * database and no further ones begin.
 */
export class QueryBudget {
  readonly #cancel: (client: pg.PoolClient) => void;
  readonly #running = new Set<pg.PoolClient>();
  #ended = false;
  #settled = false;

  /** `cancel` tells the database to stop what runs on the connection. */
  constructor(cancel: (client: pg.PoolClient) => void) {
    this.#cancel = cancel;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** The request was answered: what it left running beside is nobody's to cancel. */
  settle(): void {
    this.#settled = true;
  }

  /** Its time is over, or nobody waits for the answer any more. */
  end(): void {
    if (this.#settled || this.#ended) return;
    this.#ended = true;
    for (const client of this.#running) this.#cancel(client);
  }

  /** Watches a connection until it is given back; one whose statement was cancelled is not used again. */
  watch(client: pg.PoolClient): void {
    const release = client.release.bind(client);
    this.#running.add(client);
    client.release = (broken) => {
      this.#running.delete(client);
      release(this.#ended && !this.#settled ? true : broken);
    };
  }
}

const current = new AsyncLocalStorage<QueryBudget | null>();

/** The budget that the caller runs within; null: none. */
export function currentBudget(): QueryBudget | null {
  return current.getStore() ?? null;
}

/** Runs work, and everything that it starts, within the budget; null: within none, see {@link apart}. */
export function within<T>(budget: QueryBudget | null, work: () => T): T {
  return current.run(budget, work);
}

/**
 * Runs work that is not the caller's alone: a batch of many people's changes, an answer that others wait for
 * too. It is part of nobody's budget, so nobody who leaves or has had their time ends it for the others.
 */
export function apart<T>(work: () => T): T {
  return within(null, work);
}

/** A pool whose connections are watched by the budget that the caller runs within. */
export class BudgetedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Taken): void;
  override connect(callback?: Taken): Promise<pg.PoolClient> | void {
    const budget = currentBudget();
    if (callback === undefined) {
      if (budget?.hasEnded === true) return Promise.reject(timedOut());
      return super.connect().then((client) => {
        refuseEnded(budget, client);
        budget?.watch(client);
        return client;
      });
    }
    if (budget === null) return super.connect(callback);
    if (budget.hasEnded) return callback(timedOut(), undefined, () => undefined);
    super.connect((error, client, release) => {
      if (client === undefined) return callback(error, client, release);
      if (budget.hasEnded) {
        client.release();
        return callback(timedOut(), undefined, () => undefined);
      }
      budget.watch(client);
      callback(error, client, (broken) => client.release(broken));
    });
  }
}

function refuseEnded(budget: QueryBudget | null, client: pg.PoolClient): void {
  if (budget?.hasEnded !== true) return;
  client.release();
  throw timedOut();
}

/** Only ours: behind a pooler a number is no process of the database, and nobody's statement is meant. */
const CANCEL = `select pg_cancel_backend(pid) from pg_stat_activity where pid = $1
  and datname = current_database() and application_name = current_setting('application_name')`;

/** Cancels what runs on a connection, by another one. */
export function canceller(
  ask: (statement: string, values: unknown[]) => Promise<unknown>,
  onFault: (error: unknown) => void,
): (client: pg.PoolClient) => void {
  return (client) => {
    const pid: unknown = "processID" in client ? client.processID : null;
    if (typeof pid !== "number") return;
    ask(CANCEL, [pid]).catch(onFault);
  };
}

function timedOut(): Problem {
  return new Problem({
    code: "timed_out",
    status: 503,
    message:
      "The hub took too long for this request and stopped it. Try again, or ask for less at once.",
  });
}
