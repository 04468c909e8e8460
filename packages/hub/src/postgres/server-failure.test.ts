import { describe, expect, test } from "vitest";

import { serverFailure } from "./server-failure.ts";

const START = { step: "start", folder: "/data/postgres", port: 8123 } as const;

describe("a failure of PostgreSQL's programs", () => {
  test.each([
    [
      "database_disk_full",
      'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device',
    ],
    [
      "database_port_in_use",
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
    ],
    [
      "database_other_version",
      "FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible",
    ],
    ["database_setting_refused", 'FATAL:  unrecognized configuration parameter "work_mme"'],
    [
      "database_out_of_memory",
      "FATAL:  could not map anonymous shared memory: Cannot allocate memory",
    ],
    [
      "database_unsupported_platform",
      "postgres: /lib/libc.so.6: version `GLIBC_2.27' not found (required by postgres)",
    ],
  ])("is told as %s", (code, output) => {
    const problem = serverFailure(output, START);
    expect(problem.code).toBe(code);
    expect(problem.extra["detail"]).toBe(output);
  });

  test("names the port that is taken and what to do", () => {
    const output = 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use';
    expect(serverFailure(output, START).message).toMatch(/Port 8123 .* choose another/);
  });

  test("of an unknown kind carries PostgreSQL's own last words", () => {
    const output = "LOG:  starting\nFATAL:  the moon is in the wrong phase\nLOG:  shut down";
    const problem = serverFailure(output, START);
    expect(problem.code).toBe("database_start_failed");
    expect(problem.message).toMatch(/the moon is in the wrong phase$/);
  });
});
