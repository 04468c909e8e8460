import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export interface LogOptions {
  /** `fatal` to `trace`, or `silent`. */
  readonly level: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** What must never reach a log, wherever in an object it stands at the first two levels. */
const SECRET = [
  "authorization",
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "accessToken",
  "refreshToken",
];

/**
 * The hub's log: one JSON object a line. Ids, codes and numbers; never bodies, query values, names or
 * secrets. Errors of the database lose the values that they quote.
 */
export function createLog(options: LogOptions): Logger {
  const settings = {
    level: options.level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" },
    serializers: { err: describeError, req: describeRequest, res: describeResponse },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** An error as the log keeps it. The values of a row stand in PostgreSQL's `detail` and in quotes. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? String(error.code) : undefined;
  const fromDatabase = "severity" in error && "routine" in error;
  const message = fromDatabase ? withoutQuotes(error.message) : error.message;
  return {
    type: error.name,
    code,
    message,
    ...(fromDatabase && "constraint" in error ? { constraint: error.constraint } : {}),
    stack: error.stack?.replace(error.message, message),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function withoutQuotes(message: string): string {
  return message.replace(/"[^"]*"/g, '"…"');
}

function describeRequest(request: { method?: string; url?: string }): Record<string, unknown> {
  return { method: request.method, path: pathOf(request.url ?? "") };
}

function describeResponse(reply: { statusCode?: number }): Record<string, unknown> {
  return { status: reply.statusCode };
}

const PATH_MAX = 200;

/** The path of a URL without its query, cut to a length that fits a log. */
export function pathOf(url: string): string {
  return (url.split("?", 1)[0] ?? "").slice(0, PATH_MAX);
}
