import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { Device } from "./open-device.ts";

const SHORT = 8;
const PART = /^[0-9a-f-]{4,36}$/;

/** The end of an id: what tables show, and what the commands take in its place. */
export function shortId(id: string): string {
  return id.slice(-SHORT);
}

/**
 * The whole id that a person means by it, or by its beginning or end where only one record fits.
 * Problems `unknown_record`, `ambiguous_id`.
 */
export async function wholeId(
  { database }: Device,
  collection: Collection,
  typed: string,
): Promise<string> {
  const id = typed.trim().toLowerCase();
  // A whole id is taken as it is: the record may be deleted here, or not have come yet.
  if (isId(id)) return id;
  if (!PART.test(id)) throw unknown(collection, typed);
  const rows = await database.read(
    `select id from "${collection.name}" where id like ? or id like ? limit 2`,
    [`${id}%`, `%${id}`],
  );
  const [first, second] = rows.map((row) => String(row["id"]));
  if (first === undefined) throw unknown(collection, typed);
  if (second === undefined) return first;
  throw new Problem({
    code: "ambiguous_id",
    message: `Several records of ${collection.name} fit ${id}. Give more of the id; --json shows it whole.`,
  });
}

function unknown(collection: Collection, typed: string): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no record ${typed} in ${collection.name} on this device.`,
  });
}
