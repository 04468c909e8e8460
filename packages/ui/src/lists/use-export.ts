import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { saveFile } from "../files/save-file.ts";
import { useLabel, useLanguage, useTexts } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { columnTitle, exportRows } from "./export-rows.ts";
import { LIST_TEXT } from "./list-text.ts";
import type { TaskRunner } from "./use-task.ts";

export type ExportKind = "xlsx" | "csv";
/** Columns as the list shows them, or every field and the id, to be imported again. */
type ExportColumns = "shown" | "all";
export type StartExport = (kind: ExportKind, columns: ExportColumns) => void;

/** A wide table is read better on a wide page. */
const LANDSCAPE_FROM = 6;

interface ExportOptions {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly query: ListQuery;
  /** How many rows there are; null while nobody knows. */
  readonly total: number | null;
  /** Only these, when given. */
  readonly ids?: ReadonlySet<string>;
  readonly runner: TaskRunner;
}

/** Writes a list's rows, or the chosen ones, into a file. */
export function useExport(options: ExportOptions): StartExport {
  const { collection, query, total, ids, runner } = options;
  const api = useReplica();
  const schema = useSchema();
  const announce = useAnnounce();
  const label = useLabel();
  const texts = useTexts(LIST_TEXT);
  const { language } = useLanguage();
  return (kind, which) => {
    const shown = options.columns.map(({ name }) => name);
    const columns = which === "shown" ? shown : ["id", ...Object.keys(collection.fields)];
    const titles = columns.map((name) => columnTitle(collection, name, language));
    void runner.run(texts.exporting, ids?.size ?? total, async ({ signal, progress }) => {
      let written = 0;
      const rows = exportRows({
        api,
        schema,
        collection,
        columns,
        query,
        language,
        signal,
        ...(ids === undefined ? {} : { ids }),
        onProgress: (count) => {
          written = count;
          progress(count);
        },
      });
      const name = label(collection.title.many);
      saveFile(await fileOf(kind, name, titles, rows, language), `${collection.name}.${kind}`);
      announce.done(texts.exported(written));
    });
  };
}

async function fileOf(
  kind: ExportKind,
  name: string,
  titles: readonly string[],
  rows: ReturnType<typeof exportRows>,
  language: "en" | "tr",
): Promise<Blob> {
  if (kind === "csv") {
    const { csvBlob } = await import("../files/write-csv.ts");
    return csvBlob({ titles, rows, language });
  }
  const { xlsxBlob } = await import("../files/write-xlsx.ts");
  const columns = titles.map((title) => ({ title }));
  const landscape = columns.length >= LANDSCAPE_FROM;
  return xlsxBlob({ sheets: [{ name, columns, rows, landscape }] });
}
