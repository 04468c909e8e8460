import type { Job, JobRun } from "@healthops/protocol/wire/admin";

/** The hub's jobs as everybody else sees them. */
export interface JobDesk {
  /** Whether this process runs jobs. */
  readonly running: boolean;
  /** Begins to run jobs by the clock. */
  start(): Promise<void>;
  /** Takes no new job, waits a little for those that run. */
  stop(): Promise<void>;
  /** All jobs by name, with their last run and their next. */
  list(): Promise<Job[]>;
  /** The latest runs of a job, newest first; `unknown_job` (404). */
  runs(name: string, limit: number): Promise<JobRun[]>;
  /**
   * Starts a job now, on whichever hub takes it first. Problems: `unknown_job` (404),
   * `jobs_not_running` (503), `job_waiting` (409) when it is about to run anyway.
   */
  ask(name: string, by: string): Promise<void>;
  /** Runs a job here and now, outside the queue: for the command line and tests. `unknown_job`. */
  runHere(name: string, by?: string | null): Promise<JobRun["outcome"]>;
}
