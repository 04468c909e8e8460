import { Problem, isProblem } from "@healthops/base/problem";
import { databaseAway, isDatabaseAway } from "../database/away.ts";

/**
 * What a caller is told about any error: a Problem is told as it is, the framework's refusals get our
 * codes, a database that is away is said to be away, and everything else is `internal_error` without
 * a word about its inside.
 */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  const code = codeOf(error);
  const known = KNOWN[code];
  if (known !== undefined) return new Problem({ ...known, cause: error });
  if (isDatabaseAway(error)) return databaseAway(error);
  const refused = DATABASE_REFUSALS.find(({ sqlState }) => sqlState.test(code));
  if (refused !== undefined && isFromDatabase(error))
    return new Problem({ ...refused.problem, cause: error });
  if (isFrameworkRefusal(error, code)) return new Problem({ ...MALFORMED_REQUEST, cause: error });
  return new Problem({ ...INTERNAL_ERROR, cause: error });
}

const MALFORMED_JSON = {
  code: "malformed_json",
  status: 400,
  message:
    "The body is not valid JSON. Send one JSON value in UTF-8, without `__proto__` or `constructor` keys.",
};

const MALFORMED_REQUEST = {
  code: "malformed_request",
  status: 400,
  message: "The request is not one that the hub understands. Look at its method and headers.",
};

const INTERNAL_ERROR = {
  code: "internal_error",
  status: 500,
  message:
    "Something went wrong in the hub; nothing of this request was kept. If it happens again, report the request id.",
};

const TIMED_OUT = {
  code: "timed_out",
  status: 503,
  message:
    "The hub took too long for this request and stopped it. Try again, or ask for less at once.",
};

interface DatabaseRefusal {
  readonly sqlState: RegExp;
  readonly problem: ConstructorParameters<typeof Problem>[0];
}

/**
 * The last line of defence: what the database itself would not take, although no door refused it. It is
 * the request that cannot succeed, so nobody is to try it again unchanged; and a door to be mended, so it
 * is logged and counted like a failure.
 */
const DATABASE_REFUSALS: readonly DatabaseRefusal[] = [
  {
    sqlState: /^22...$/,
    problem: {
      code: "value_not_storable",
      status: 400,
      message:
        "The database cannot keep a value of this request: a character that it refuses, or a number or time beyond its limits. Nothing was changed.",
    },
  },
  {
    sqlState: /^23...$/,
    problem: {
      code: "constraint_violated",
      status: 409,
      message:
        "This contradicts something that the database already has. Look at the present state and try again; nothing was changed.",
    },
  },
  {
    sqlState: /^54...$/,
    problem: {
      code: "request_too_complex",
      status: 413,
      message: "This asks for more at once than the database can do. Ask for less at once.",
    },
  },
];

/** Whether a problem is one that {@link problemOf} made of the database's own refusal. */
export function sqlStateOf({ code, cause }: Problem): string | null {
  return DATABASE_REFUSALS.some(({ problem }) => problem.code === code) ? codeOf(cause) : null;
}

/** As pg marks what the server said; a program's own error may have any code. */
function isFromDatabase(error: unknown): boolean {
  return error instanceof Error && "severity" in error;
}

/** A refusal of the framework's that has no code of ours; its own status says whose fault it is. */
function isFrameworkRefusal(error: unknown, code: string): boolean {
  if (!code.startsWith("FST_") || !(error instanceof Error) || !("statusCode" in error))
    return false;
  return Number(error.statusCode) >= 400 && Number(error.statusCode) < 500;
}

const KNOWN: Readonly<Record<string, ConstructorParameters<typeof Problem>[0]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: MALFORMED_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: MALFORMED_JSON,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: "malformed_request",
    status: 400,
    message: "The body is shorter or longer than the Content-Length header says.",
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "body_too_large",
    status: 413,
    message: "The body is larger than this address accepts. Send less at once.",
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "unsupported_media_type",
    status: 415,
    message: "Bodies of this Content-Type are not accepted here. Send application/json.",
  },
  FST_ERR_BAD_URL: {
    code: "malformed_url",
    status: 400,
    message: "The address is not a valid URL path.",
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: "url_too_long",
    status: 414,
    message: "A part of the address is longer than any id or name.",
  },
  FST_ERR_HANDLER_TIMEOUT: TIMED_OUT,
  // PostgreSQL: query_canceled by its statement timeout
  "57014": TIMED_OUT,
  // PostgreSQL: disk_full
  "53100": {
    code: "disk_full",
    status: 503,
    message:
      "The hub's disk is full, so nothing was written. Its administrator must make room; devices keep their changes.",
  },
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
