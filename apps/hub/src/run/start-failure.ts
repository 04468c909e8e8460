import { isProblem, Problem } from "@healthops/base/problem";
import type { HubConfig } from "../config/settings.ts";

type Told = Pick<HubConfig, "host" | "port" | "data" | "databaseUrl">;

/**
 * What is said when the hub cannot start: one Problem with a sentence that a person can act on.
 * What has no known cause is returned as it is.
 */
export function startFailure(error: unknown, config: Told): unknown {
  if (isProblem(error)) return error;
  const code = codeOf(error);
  const sentence =
    listenFailure(error, code, config) ?? databaseFailure(code, config) ?? fileFailure(code);
  return sentence === null
    ? error
    : new Problem({ code: sentence[0], status: 500, message: sentence[1], cause: error });
}

type Sentence = readonly [code: string, message: string] | null;

/** Failures of listening, also of finding the address to listen on. */
function listenFailure(error: unknown, code: string, { host, port }: Told): Sentence {
  if (code === "EADDRINUSE") {
    return [
      "port_in_use",
      `Port ${port} on ${host} is taken. Stop what uses it, or choose another one: --port ${port + 1} or HEALTHOPS_PORT.`,
    ];
  }
  if (code === "EACCES" && callOf(error) === "listen") {
    return [
      "port_forbidden",
      `This user may not listen on port ${port}. Choose one from 1024 up with --port or HEALTHOPS_PORT.`,
    ];
  }
  const unknownName = error instanceof Error && "hostname" in error && error.hostname === host;
  if (code === "EADDRNOTAVAIL" || unknownName) {
    return ["address_unknown", `This machine has no address ${host}. Choose another --host.`];
  }
  return null;
}

function databaseFailure(code: string, { databaseUrl }: Told): Sentence {
  if (databaseUrl === null) return null;
  const where = placeOf(databaseUrl);
  const said = (reason: string): Sentence => [
    "database_unreachable",
    `The database at ${where} cannot be used: ${reason} Check DATABASE_URL, or leave it out to use the embedded PostgreSQL.`,
  ];
  if (code === "ECONNREFUSED") return said("nothing listens there.");
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return said("there is no host of that name.");
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return said("it does not answer.");
  if (code.startsWith("28")) return said("it refuses the user name or the password.");
  if (code === "3D000") return said("it has no database of that name.");
  if (code === "42501") return said("the user may not create tables in it.");
  if (/^(57P0[1-3]|08|53300|ECONNRESET|EPIPE)/.test(code)) return said("it closed the connection.");
  return null;
}

const FILE_FAILURES: Readonly<Record<string, string>> = {
  EACCES: "this user may not use it",
  EPERM: "this user may not use it",
  EROFS: "it is on a disk that cannot be written to",
  ENOSPC: "its disk is full",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "there is a file of that name",
};

function fileFailure(code: string): Sentence {
  const reason = FILE_FAILURES[code];
  if (reason === undefined) return null;
  return [
    "data_folder_unusable",
    `The data folder cannot be used: ${reason}. Choose another one with --data or HEALTHOPS_DATA.`,
  ];
}

/** Host, port and database of a connection string: never the user or the password. */
function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "DATABASE_URL";
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname}:${port || "5432"}${pathname}`;
}

function callOf(error: unknown): string {
  return error instanceof Error && "syscall" in error ? String(error.syscall) : "";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
