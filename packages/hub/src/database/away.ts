import { Problem } from "@healthops/base/problem";

/** Connection exceptions, shutdown and start-up of the server, too many connections; a standby. */
const AWAY = /^(08...|57P0[1-3]|53300|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/;
/** pg has no codes for these. */
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;
/** What only a primary can answer, in the words of PostgreSQL's own source. */
const IN_RECOVERY = /^recovery is in progress$/;

/** Whether an error says that the database cannot be reached, or is no primary at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (code === "55000") return IN_RECOVERY.test(error.message);
  return AWAY.test(code) || CONNECTION_LOST.test(error.message);
}

/** What whoever writes is told meanwhile [HA2]: nothing of it was kept, and trying again helps. */
export function databaseAway(cause: unknown): Problem {
  return new Problem({
    code: "database_away",
    status: 503,
    message:
      "The hub's database is away or being moved to another server. Try again in a few seconds; devices keep their changes until then.",
    extra: { retryAfterSeconds: 3 },
    cause,
  });
}

/**
 * The error with which a connection is given back, so that the pool ends it: a server that takes no
 * writes stays one as long as the connection to it lives.
 */
export function reasonToEnd(error: unknown): Error | undefined {
  return error instanceof Error && isDatabaseAway(error) ? error : undefined;
}
