import type { FormField } from "@healthops/schema/form";
import { foldForSearch } from "@healthops/schema/search-text";
import type { CellValue } from "../files/cell-value.ts";

/** What a column of the file becomes: a field's name, `id` of the record, or nothing. */
export type Mapping = readonly (string | null)[];

/** Rows among which the head is looked for: titles and dates often stand above it. */
const LOOKED_AT = 12;

/** The place of the row that names the columns: the one that names most of the fields. */
export function headRow(
  rows: readonly (readonly CellValue[])[],
  fields: readonly FormField[],
): number {
  let best = -1;
  let most = -1;
  for (const [at, row] of rows.slice(0, LOOKED_AT).entries()) {
    if (row.every((cell) => cell === null)) continue;
    const known = guessColumns(row, fields).filter((name) => name !== null).length;
    if (known > most) {
      best = at;
      most = known;
    }
  }
  return Math.max(0, best);
}

/** The fields that the titles of the columns mean, in either language; each at most once. */
export function guessColumns(head: readonly CellValue[], fields: readonly FormField[]): Mapping {
  const byWord = new Map<string, string>([["id", "id"]]);
  for (const { name, label } of fields) {
    for (const word of [name, label.en, label.tr, spaced(name)]) {
      if (!byWord.has(keyOf(word))) byWord.set(keyOf(word), name);
    }
  }
  const taken = new Set<string>();
  return head.map((cell) => {
    const title = typeof cell === "string" ? cell : "";
    // Units stand in brackets behind the name.
    const name = byWord.get(keyOf(title)) ?? byWord.get(keyOf(title.replace(/\s*[([].*$/, "")));
    if (name === undefined || title.trim() === "" || taken.has(name)) return null;
    taken.add(name);
    return name;
  });
}

function keyOf(word: string): string {
  return foldForSearch(word).replaceAll(" ", "");
}

/** `durationMinutes` as people would write it, without an `Id` at the end. */
function spaced(name: string): string {
  return name.replace(/Id$/, "");
}
