import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from "@tabler/icons-react";
import { saveFile } from "../files/save-file.ts";
import { useLanguage, useTexts } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { REPORT_TEXT } from "./report-text.ts";
import type { ReportAbout, ReportTable } from "./report.ts";
import { aboutLines, aboutSheets, fileName, fileRows, fileSheet } from "./table-file.ts";

interface TableExportProps {
  readonly table: ReportTable;
  readonly about: ReportAbout;
}

/** Writes a table into a file as it is computed, in the order that is shown. */
export function TableExport({ table, about }: TableExportProps) {
  const texts = useTexts(REPORT_TEXT);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const parts = [...about.parts, table.title];
  const xlsx = async (): Promise<void> => {
    const { xlsxBlob } = await import("../files/write-xlsx.ts");
    const sheets = [fileSheet(table), ...aboutSheets(about, texts)];
    saveFile(await xlsxBlob({ sheets }), fileName(parts, "xlsx"));
  };
  const csv = async (): Promise<void> => {
    const { csvBlob } = await import("../files/write-csv.ts");
    const titles = table.columns.map(({ title }) => title);
    const rows = [...fileRows(table), ...aboutLines(about)];
    const blob = await csvBlob({ titles, rows, language });
    saveFile(blob, fileName(parts, "csv"));
  };
  const label = texts.exportTable(table.title);
  return (
    <Menu position="bottom-end" width={180} disabled={table.rows.length === 0}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon color="gray" size="md" aria-label={label} disabled={table.rows.length === 0}>
            <IconDownload size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileSpreadsheet size={16} />}
          onClick={() => xlsx().catch(announce.failed)}
        >
          {texts.excel}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileTypeCsv size={16} />}
          onClick={() => csv().catch(announce.failed)}
        >
          {texts.csv}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
