import type { JobRun } from "@healthops/protocol/wire/admin";
import { present } from "@healthops/base/assert";
import type { Queryable, Row } from "../database/pool.ts";
import { isoTime } from "../database/iso-time.ts";

const MESSAGE_MAX_characters = 500;
const KEPT_days = 60;

const COLUMNS = `name, ${isoTime("started_at")} as "startedAt", ${isoTime("finished_at")} as "finishedAt",
  round(extract(epoch from finished_at - started_at) * 1000)::bigint as "duration_ms", outcome,
  message, by_person_id as "byPersonId"`;

interface RunRow extends Row, JobRun {
  readonly name: string;
}

/** Notes that a job begins; answers the run's number. */
export async function startRun(db: Queryable, name: string, by: string | null): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into hub.job_runs (name, by_person_id) values ($1, $2) returning id`,
    [name, by],
  );
  return present(rows[0], "an insert answers its row").id;
}

/** Notes how a run ended. */
export async function finishRun(
  db: Queryable,
  id: number,
  outcome: "done" | "failed",
  message: string | null,
): Promise<void> {
  await db.query(
    `update hub.job_runs set finished_at = clock_timestamp(), outcome = $2, message = $3
      where id = $1`,
    [id, outcome, message?.slice(0, MESSAGE_MAX_characters).toWellFormed() ?? null],
  );
}

/** Runs whose process ended in the middle are over when no job may run any longer. */
export async function closeLostRuns(db: Queryable, longest_s: number): Promise<void> {
  await db.query(
    `update hub.job_runs set finished_at = clock_timestamp(), outcome = 'failed',
        message = 'The hub ended before the job did.'
      where finished_at is null and started_at < clock_timestamp() - make_interval(secs => $1)`,
    [longest_s],
  );
}

/** Forgets runs of long ago; answers how many. */
export async function tidyRuns(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `delete from hub.job_runs where started_at < now() - make_interval(days => $1)`,
    [KEPT_days],
  );
  return rowCount ?? 0;
}

/** The latest run of each job, or the latest that ended so. */
export async function lastRuns(
  db: Queryable,
  outcome: JobRun["outcome"] | null = null,
): Promise<ReadonlyMap<string, JobRun>> {
  const { rows } = await db.query<RunRow>(
    `select distinct on (name) ${COLUMNS} from hub.job_runs
      where outcome = coalesce($1, outcome) order by name, id desc`,
    [outcome],
  );
  return new Map(rows.map((row) => [row.name, runOf(row)]));
}

/** The latest runs of one job, newest first. */
export async function runsOf(db: Queryable, name: string, limit: number): Promise<JobRun[]> {
  const { rows } = await db.query<RunRow>(
    `select ${COLUMNS} from hub.job_runs where name = $1 order by id desc limit $2`,
    [name, limit],
  );
  return rows.map(runOf);
}

function runOf(row: RunRow): JobRun {
  const { startedAt, finishedAt, duration_ms, outcome, message, byPersonId } = row;
  return { startedAt, finishedAt, duration_ms, outcome, message, byPersonId };
}
