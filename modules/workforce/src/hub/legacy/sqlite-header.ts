import { open } from "node:fs/promises";
import { Problem } from "@healthops/base/problem";

const MAGIC = "SQLite format 3\0";
const HEADER_bytes = 100;
const PAGE_SIZE_AT = 16;
const READ_VERSION_AT = 19;
const READ_VERSION_WAL = 2;
const CHANGE_COUNTER_AT = 24;
const PAGE_COUNT_AT = 28;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const VERSION_VALID_FOR_AT = 92;

/** What the first bytes of a file say, before any of SQLite's own code looks at it. */
export interface SqliteHeader {
  /** The number that the hub gave the file when it was downloaded; others give other numbers, or 0. */
  readonly fileNumber: number;
  /** A number that the program keeps there for itself. */
  readonly userVersion: number;
  /** What may be missing or half done in it though it is whole, in words. */
  readonly warnings: readonly string[];
}

/**
 * Reads a file's header. Problems (422): `not_a_database` when it is no SQLite file,
 * `damaged_database` when it ends before its last page.
 */
export async function readSqliteHeader(path: string): Promise<SqliteHeader> {
  const file = await open(path, "r");
  try {
    const header = Buffer.alloc(HEADER_bytes);
    const { bytesRead } = await file.read(header, 0, HEADER_bytes, 0);
    if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) throw notADatabase(bytesRead);
    const { size } = await file.stat();
    const expected = expectedSize(header);
    if (bytesRead < HEADER_bytes || size < expected) throw truncated();
    return {
      fileNumber: header.readInt32BE(APPLICATION_ID_AT),
      userVersion: header.readInt32BE(USER_VERSION_AT),
      warnings: [
        ...(header[READ_VERSION_AT] === READ_VERSION_WAL ? [WAL_WARNING] : []),
        ...(expected > 0 && size > expected ? [UNFINISHED_WARNING] : []),
      ],
    };
  } finally {
    await file.close();
  }
}

/** Nothing in the file says whether there was such a log, so the hub cannot know what it lacks. */
const WAL_WARNING =
  "The program keeps its newest changes in a second file (-wal) until it is closed, and only this one was sent. Send it with the program closed, or after PRAGMA wal_checkpoint(TRUNCATE).";

const UNFINISHED_WARNING =
  "The file is longer than its database: it may have been copied while the program was writing. If anything looks half done, close the program and send it again.";

/** 0 when the header does not tell: very old programs wrote no page count. */
function expectedSize(header: Buffer): number {
  const told = header.readUInt16BE(PAGE_SIZE_AT);
  const pageSize = told === 1 ? 65_536 : told;
  const counts =
    header.readUInt32BE(CHANGE_COUNTER_AT) === header.readUInt32BE(VERSION_VALID_FOR_AT);
  return counts ? header.readUInt32BE(PAGE_COUNT_AT) * pageSize : 0;
}

function notADatabase(bytesRead: number): Problem {
  return new Problem({
    code: "not_a_database",
    status: 422,
    message:
      bytesRead === 0
        ? "The file is empty. Send the program's SQLite database; nothing was changed."
        : "The file is not a SQLite database, whatever its name says. Send the program's own database file; nothing was changed.",
  });
}

function truncated(): Problem {
  return new Problem({
    code: "damaged_database",
    status: 422,
    message:
      "The file ends too early: it was cut off on its way, or copied while the program was writing. Close the program's window, make a new copy and send that; nothing was changed.",
  });
}
