import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { titleOf } from "@healthops/schema/title";
import { useCallback } from "react";
import type { Formats } from "../i18n/formats.ts";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { Texts } from "../i18n/texts/texts.ts";
import { valueText } from "../i18n/value-text.ts";

/**
 * A record's title as people read it: a day or a choice in the chosen language. `title` is what
 * `titleOf` gives; null stays null.
 */
export function titleText(
  collection: Collection,
  title: string | null,
  texts: Texts,
  formats: Formats,
): string | null {
  const field = collection.fields[collection.titleField];
  if (title === null || field === undefined) return title;
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
  const texts = useText();
  const formats = useFormats();
  return useCallback(
    (collection, content) => titleText(collection, titleOf(collection, content), texts, formats),
    [formats, texts],
  );
}
