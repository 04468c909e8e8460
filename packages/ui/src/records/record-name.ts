import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { titleOf } from "@healthops/schema/title";
import { useCallback } from "react";
import { valueText } from "../i18n/value-text.ts";
import type { TitleWords } from "../data/record-title.ts";
import { titleText, useTitleWords } from "../data/record-title.ts";

/** Kinds of values that tell a record from others in few words. */
const TELLING: ReadonlySet<string> = new Set(["text", "date", "instant", "choice"]);
const PARTS = 2;
const PART_CHARACTERS_MAX = 40;

/**
 * What a record is called where somebody has to know which one is meant: its title in the first of the
 * contents that has one, such as what somebody wanted before what is there; else what else tells it
 * from others; else its kind. Never that it has no name.
 */
export function recordName(
  collection: Collection,
  contents: readonly (Content | null | undefined)[],
  words: TitleWords,
): string {
  const { texts, formats } = words;
  const known = contents.filter((content) => content !== null && content !== undefined);
  for (const content of known) {
    const title = titleText(collection, titleOf(collection, content), words);
    if (title !== null) return title;
  }
  const kind = collection.title.one[formats.language];
  for (const content of known) {
    const parts = Object.entries(collection.fields).flatMap(([name, field]) => {
      const value = content[name] ?? null;
      const tells = TELLING.has(field.kind) && field.multiline !== true;
      if (!tells || value === null || value === "") return [];
      const text = valueText(field, value, texts, formats).trim();
      return text === "" || text.length > PART_CHARACTERS_MAX ? [] : [text];
    });
    if (parts.length > 0) return `${kind}: ${parts.slice(0, PARTS).join(", ")}`;
  }
  return kind;
}

/** {@link recordName} in the person's language. */
export function useRecordName(): (
  collection: Collection,
  ...contents: readonly (Content | null | undefined)[]
) => string {
  const words = useTitleWords();
  return useCallback((collection, ...contents) => recordName(collection, contents, words), [words]);
}
