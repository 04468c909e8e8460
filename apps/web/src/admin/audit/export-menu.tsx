import { Button, Menu } from "@mantine/core";
import { useReplica, useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { AuditFilter } from "./audit-query.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import { EXPORT_MAX, readForExport } from "./read-for-export.ts";

/** Writes the filtered changes into a file, a line for each changed field, in words. */
export function ExportMenu({ filter }: { readonly filter: AuditFilter }) {
  const texts = useTexts(AUDIT_TEXT);
  const kit = useText();
  const formats = useFormats();
  const api = useReplica();
  const schema = useSchema();
  const announce = useAnnounce();
  const [read, setRead] = useState<number | null>(null);
  async function write(format: "xlsx" | "csv"): Promise<void> {
    setRead(0);
    const names = { formats, texts, kit };
    const { changes, rows, cut } = await readForExport(api, schema, filter, names, setRead);
    const titles = [
      texts.when,
      texts.who,
      texts.kind,
      texts.record,
      texts.operation,
      texts.field,
      texts.before,
      texts.after,
      texts.reason,
    ];
    const { saveFile } = await import("@healthops/ui/files/save-file");
    if (format === "csv") {
      const { csvBlob } = await import("@healthops/ui/files/write-csv");
      saveFile(await csvBlob({ titles, rows, language: formats.language }), "audit.csv");
    } else {
      const { xlsxBlob } = await import("@healthops/ui/files/write-xlsx");
      const columns = titles.map((title) => ({ title }));
      const sheets = [{ name: texts.changes, columns, rows, landscape: true }];
      saveFile(await xlsxBlob({ sheets }), "audit.xlsx");
    }
    // Who took data out of the system is itself part of the record.
    const body = { collection: "audit", format, rows: changes };
    await api.askHub({ method: "POST", path: "/api/v1/audit/exports", body });
    announce.done(cut ? texts.exportCut(EXPORT_MAX) : texts.exported(changes));
  }
  const start = (format: "xlsx" | "csv"): void => {
    write(format)
      .catch(announce.failed)
      .finally(() => setRead(null));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={read !== null}
        >
          {read === null ? texts.export : texts.exporting(read)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start("xlsx")}>{texts.exportXlsx}</Menu.Item>
        <Menu.Item onClick={() => start("csv")}>{texts.exportCsv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
