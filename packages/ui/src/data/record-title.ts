import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { titleOf } from "@healthops/schema/title";
import { useCallback, useMemo } from "react";
import { useSchema } from "./replica-provider.tsx";
import type { Formats } from "../i18n/formats.ts";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { Texts } from "../i18n/texts/texts.ts";
import { valueText } from "../i18n/value-text.ts";
import { kindText } from "./kind-text.ts";

/** What a title is put in words with. */
export interface TitleWords {
  readonly texts: Texts;
  readonly formats: Formats;
  /** All that there are, for a title that names one of them. */
  readonly collections: ReadonlyMap<string, Collection>;
}

export function useTitleWords(): TitleWords {
  const texts = useText();
  const formats = useFormats();
  const { collections } = useSchema();
  return useMemo(() => ({ texts, formats, collections }), [texts, formats, collections]);
}

/**
 * A record's title as people read it: a day or a choice in the chosen language. `title` is what
 * `titleOf` gives; null stays null.
 */
export function titleText(
  collection: Collection,
  title: string | null,
  { texts, formats, collections }: TitleWords,
): string | null {
  const field = collection.fields[collection.titleField];
  if (title === null || field === undefined) return title;
  const kind = kindText(collection, collection.titleField, title, collections, formats.language);
  if (kind !== null) return kind;
  switch (field.kind) {
    case "date":
    case "instant":
    case "choice":
      return valueText(field, title, texts, formats);
    default:
      return title;
  }
}

/** Names records for people; null for a record without a name. */
export function useRecordTitle(): (collection: Collection, content: Content) => string | null {
  const words = useTitleWords();
  return useCallback(
    (collection, content) => titleText(collection, titleOf(collection, content), words),
    [words],
  );
}
