import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "@healthops/base/problem";

const TAG = /^(?:W\/)?(?:"(\d{1,10})"|(\d{1,10}))$/;
const VERSION_MAX = 2 ** 31 - 1;
const REASON_MAX = 500;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/u;

/**
 * The version that a change is based on, out of `If-Match`; null when the header is absent or `*`,
 * which both mean the current one. Throws a Problem `invalid_if_match`.
 */
export function baseVersion(headers: IncomingHttpHeaders): number | null {
  const given = headers["if-match"]?.trim();
  if (given === undefined || given === "*") return null;
  const [, tagged, bare] = TAG.exec(given) ?? [];
  const version = Number(tagged ?? bare ?? Number.NaN);
  if (version >= 1 && version <= VERSION_MAX) return version;
  throw new Problem({
    code: "invalid_if_match",
    message:
      'The header If-Match is not a version of a record. Send the ETag that it came with, "3" for instance.',
    faults: [{ field: "If-Match", message: "is not a version", allowed: '"<version>" or *' }],
  });
}

/**
 * Why a change is made, out of `X-Reason` (UTF-8 or Latin-1), kept in the history; null when nobody says.
 * Throws a Problem `invalid_reason`.
 */
export function reasonGiven(headers: IncomingHttpHeaders): string | null {
  const header = headers["x-reason"];
  if (typeof header !== "string") return null;
  const reason = decoded(header).trim();
  if (reason === "") return null;
  if (reason.length <= REASON_MAX && !UNSTORABLE.test(reason)) return reason;
  throw new Problem({
    code: "invalid_reason",
    message: `The header X-Reason is a text of at most ${REASON_MAX} characters.`,
    faults: [
      {
        field: "X-Reason",
        message: "is not a short text",
        allowed: `at most ${REASON_MAX} characters`,
      },
    ],
  });
}

/** Node hands headers over byte by byte: as UTF-8 if they are that, else as the Latin-1 of older clients. */
function decoded(header: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(header, "latin1"));
  } catch {
    return header;
  }
}
