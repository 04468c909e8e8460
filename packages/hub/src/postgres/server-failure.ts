import { Problem } from "@healthops/base/problem";

export interface FailureContext {
  /** What was being done: `create`, `start`, `stop`. */
  readonly step: "create" | "start" | "stop";
  /** The folder of the server, for the reader. */
  readonly folder: string;
  readonly port: number | null;
}

interface KnownFailure {
  readonly code: string;
  readonly sign: RegExp;
  readonly say: (context: FailureContext) => string;
}

const KNOWN: readonly KnownFailure[] = [
  {
    code: "database_disk_full",
    sign: /No space left on device|Disk quota exceeded/,
    say: ({ folder }) => `The disk that holds ${folder} is full; free some space and start again.`,
  },
  {
    code: "database_port_in_use",
    sign: /could not bind .*(Address already in use|Permission denied|Cannot assign)|could not create any TCP\/IP sockets/,
    say: ({ port }) =>
      `Port ${port ?? "?"} on 127.0.0.1 is taken; choose another, or none to use any free port.`,
  },
  {
    code: "database_other_version",
    sign: /incompatible with server|initialized by PostgreSQL version/,
    say: ({ folder }) =>
      `The data in ${folder} was made by another version of PostgreSQL; use the HealthOps release that made it, or move the data with a dump.`,
  },
  {
    code: "database_setting_refused",
    sign: /unrecognized configuration parameter|invalid value for parameter|is outside the valid range|requires a numeric value|parameter ".*" cannot be changed/,
    say: () => "PostgreSQL refused one of the given settings.",
  },
  {
    code: "database_out_of_memory",
    sign: /could not map anonymous shared memory|Cannot allocate memory|could not create shared memory segment/,
    say: () =>
      "There is too little memory for PostgreSQL; lower shared_buffers or free some memory.",
  },
  {
    code: "database_unsupported_platform",
    sign: /error while loading shared libraries|GLIBC_|cannot execute binary file|Exec format error/,
    say: () =>
      "The PostgreSQL that comes with HealthOps does not run on this system; use your own server with DATABASE_URL.",
  },
];

/**
 * Turns what PostgreSQL's tools printed into a Problem: a known cause where there is one, else
 * `database_<step>_failed` with the last lines, which hold settings and paths but no rows.
 */
export function serverFailure(output: string, context: FailureContext): Problem {
  const extra = { folder: context.folder, detail: lastLines(output) };
  const known = KNOWN.find((failure) => failure.sign.test(output));
  if (known !== undefined) {
    const reason =
      known.code === "database_setting_refused" ? ` PostgreSQL says: ${lastFatal(output)}` : "";
    return new Problem({
      code: known.code,
      status: 500,
      message: known.say(context) + reason,
      extra,
    });
  }
  return new Problem({
    code: `database_${context.step}_failed`,
    status: 500,
    message: `PostgreSQL could not ${context.step} in ${context.folder}: ${lastFatal(output)}`,
    extra,
  });
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-12).join("\n");
}

function lastFatal(output: string): string {
  const lines = output.trimEnd().split("\n");
  const fatal = lines.findLast((line) => /FATAL|PANIC|error:|ERROR/.test(line)) ?? lines.at(-1);
  return (fatal ?? "").replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, "");
}
