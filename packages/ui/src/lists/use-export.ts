import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { useState } from "react";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { useLanguage, useText } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { saveFile } from "../files/save-file.ts";
import { exportCsv } from "./export-csv.ts";

interface Export {
  /** How far it is; null while none runs. */
  readonly text: string | null;
  start(ids?: ReadonlySet<string>): void;
}

/** Writes a list's rows, or the chosen ones, into a CSV file. */
export function useExport(
  collection: Collection,
  columns: readonly ListColumn[],
  query: ListQuery,
): Export {
  const api = useReplica();
  const schema = useSchema();
  const texts = useText();
  const announce = useAnnounce();
  const { language } = useLanguage();
  const [text, setText] = useState<string | null>(null);
  const start = (ids?: ReadonlySet<string>): void => {
    setText(texts.list.exporting(0));
    exportCsv({
      api,
      schema,
      collection,
      query,
      language,
      columns: columns.map(({ name }) => name),
      ...(ids === undefined ? {} : { ids }),
      onProgress: (rows) => setText(texts.list.exporting(rows)),
    })
      .then((file) => saveFile(file, `${collection.name}.csv`))
      .catch(announce.failed)
      .finally(() => setText(null));
  };
  return { text, start };
}
