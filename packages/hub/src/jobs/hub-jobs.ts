import { assert } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Job, JobRun } from "@healthops/protocol/wire/admin";
import { PgBoss } from "pg-boss";
import type pg from "pg";
import type { Hub } from "../hub.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { HubJob } from "./hub-job.ts";
import type { JobDesk } from "../job-desk.ts";
import { closeLostRuns, finishRun, lastRuns, runsOf, startRun } from "./job-runs.ts";
import { nextRun } from "./next-run.ts";

const SCHEMA = "jobs";
/** A job that was asked for by a person begins at once; the clock's may wait so long. */
const POLL_s = 20;
/** Longest a job may run; a backup of a large database is the longest. */
const EXPIRE_s = 4 * 3600;
const STOP_ms = 5_000;
const DAY_s = 24 * 3600;

interface Asked {
  /** Who started it; null: its schedule. */
  readonly by: string | null;
}

/**
 * The jobs of a hub. Several hubs on one database share one queue a job, so that each turn is taken by
 * one of them; a job never runs twice at the same time.
 */
export class HubJobs implements JobDesk {
  readonly #hub: () => Hub;
  readonly #pool: pg.Pool;
  readonly #jobs: ReadonlyMap<string, HubJob>;
  readonly #onFault: (error: Error) => void;
  readonly #workers = new Map<string, string>();
  #boss: PgBoss | null = null;
  #starting: Promise<void> | null = null;

  /** `hub` is asked for when a job runs: jobs are part of the hub that they work on. */
  constructor(
    hub: () => Hub,
    pool: pg.Pool,
    jobs: readonly HubJob[],
    onFault: (error: Error) => void,
  ) {
    this.#hub = hub;
    this.#pool = pool;
    this.#jobs = new Map(jobs.map((job) => [job.name, job]));
    this.#onFault = onFault;
    assert(this.#jobs.size === jobs.length, "every job has a name of its own");
  }

  get running(): boolean {
    return this.#boss !== null;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const boss = this.#boss;
    this.#boss = null;
    if (boss !== null) await boss.stop({ graceful: true, timeout: STOP_ms, close: false });
  }

  async list(): Promise<Job[]> {
    const last = await lastRuns(this.#pool);
    const now = new Date(this.#hub().ports.clock.now());
    return [...this.#jobs.values()]
      .map(({ name, title, schedule }) => ({
        name,
        title: { en: title.en, tr: title.tr },
        schedule,
        next: schedule === null || !this.running ? null : nextRun(schedule, now),
        last: last.get(name) ?? null,
      }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  async runs(name: string, limit: number): Promise<JobRun[]> {
    this.#named(name);
    return runsOf(this.#pool, name, limit);
  }

  async ask(name: string, by: string): Promise<void> {
    this.#named(name);
    if (this.#boss === null) {
      throw new Problem({
        code: "jobs_not_running",
        status: 503,
        message:
          "This hub process runs no jobs. Ask one that does, or try again when it has started.",
      });
    }
    const data: Asked = { by };
    if ((await this.#boss.send(name, data)) === null) {
      throw new Problem({
        code: "job_waiting",
        status: 409,
        message: "This job has been asked for already and is about to begin.",
      });
    }
    const worker = this.#workers.get(name);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
  }

  async runHere(name: string, by: string | null = null): Promise<JobRun["outcome"]> {
    return this.#run(this.#named(name), by);
  }

  async #start(): Promise<void> {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => this.#pool.query(text, [...(values ?? [])]) },
      schema: SCHEMA,
      persistWarnings: false,
    });
    boss.on("error", (error: Error) => this.#onFault(error));
    // Hubs that start together on a new database would all make its tables, and all but one fail.
    await inTransaction(this.#pool, async (connection) => {
      await connection.query("select pg_advisory_xact_lock(hashtextextended('jobs', 0))");
      await boss.start();
    });
    this.#boss = boss;
    await closeLostRuns(this.#pool, EXPIRE_s);
    for (const job of this.#jobs.values()) await this.#open(boss, job);
    await this.#forgetOthers(boss);
  }

  async #open(boss: PgBoss, job: HubJob): Promise<void> {
    const { name, schedule } = job;
    await boss.createQueue(name, {
      // one waits at most, one runs at most
      policy: "stately",
      expireInSeconds: EXPIRE_s,
      retryLimit: 0,
      retentionSeconds: DAY_s,
      deleteAfterSeconds: DAY_s,
    });
    const clock: Asked = { by: null };
    if (schedule === null) await boss.unschedule(name);
    else await boss.schedule(name, schedule, clock, { tz: "UTC" });
    const options = { pollingIntervalSeconds: POLL_s };
    const worker = await boss.work<Asked>(name, options, async (taken) => {
      for (const { data } of taken) await this.#run(job, data.by);
    });
    this.#workers.set(name, worker);
  }

  /** Schedules of jobs that an earlier version of the product had. */
  async #forgetOthers(boss: PgBoss): Promise<void> {
    for (const { name } of await boss.getSchedules()) {
      if (!this.#jobs.has(name)) await boss.unschedule(name);
    }
  }

  /** A failure is kept with the run and told; the next turn tries again. */
  async #run(job: HubJob, by: string | null): Promise<JobRun["outcome"]> {
    const id = await startRun(this.#pool, job.name, by);
    try {
      await finishRun(this.#pool, id, "done", (await job.run(this.#hub())) ?? null);
      return "done";
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      await finishRun(this.#pool, id, "failed", failure.message);
      this.#onFault(failure);
      return "failed";
    }
  }

  #named(name: string): HubJob {
    const job = this.#jobs.get(name);
    if (job !== undefined) return job;
    throw new Problem({
      code: "unknown_job",
      status: 404,
      message: "There is no job of that name.",
    });
  }
}
