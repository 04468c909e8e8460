import { Button, Group, LoadingOverlay, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { FormField } from "@healthops/schema/form";
import { useState } from "react";
import type { CellValue } from "../files/cell-value.ts";
import { saveFile } from "../files/save-file.ts";
import { useFormats, useText, useTexts } from "../i18n/language-provider.tsx";
import { LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { cellText } from "./cell-text.ts";
import { faultWords } from "./fault-text.ts";
import type { Mapping } from "./guess-columns.ts";
import { IMPORT_TEXT } from "./import-text.ts";
import type { PlannedRow, RowKind } from "./plan-import.ts";
import type { ImportPlan } from "./use-import-plan.ts";

interface PlanViewProps {
  readonly collection: Collection;
  readonly plan: ImportPlan | null;
  readonly titles: readonly CellValue[];
  readonly mapping: Mapping;
  readonly fields: readonly FormField[];
}

/** More rows nobody reads; the errors of all of them can be downloaded. */
const SHOWN = 100;
const KINDS: readonly RowKind[] = ["new", "changed", "unchanged", "refused"];

/** How many rows become what, and the first of them with what is wrong. */
export function PlanView({ collection, plan, titles, mapping, fields }: PlanViewProps) {
  const kit = useText();
  const texts = useTexts(IMPORT_TEXT);
  const formats = useFormats();
  const announce = useAnnounce();
  const [shown, setShown] = useState<RowKind | "all">("all");
  // While it is planned anew the old one stays to look at.
  const [last, setLast] = useState(plan);
  if (plan !== null && plan !== last) setLast(plan);
  const known = plan ?? last;
  if (known === null) return <LoadingState lines={4} />;
  const say = (row: PlannedRow): string =>
    row.faults.map((fault) => faultWords(fault, fields, texts, kit, formats)).join(" · ");
  const download = async (): Promise<void> => {
    const { xlsxBlob } = await import("../files/write-xlsx.ts");
    const refused = known.rows.filter(({ kind }) => kind === "refused");
    const heads = [texts.line, texts.problem, ...titles.map(cellText)];
    const cells = refused.map((row) => [[row.line, say(row)], row.cells].flat());
    const columns = heads.map((title) => ({ title }));
    const sheets = [{ name: texts.kinds.refused, columns, rows: cells, landscape: true }];
    saveFile(await xlsxBlob({ sheets }), `${collection.name}-errors.xlsx`);
  };
  const rows = shown === "all" ? known.rows : known.rows.filter(({ kind }) => kind === shown);
  const counted = (kind: RowKind): string =>
    `${texts.kinds[kind]} ${formats.number(known.counts[kind])}`;
  return (
    <section className="ho-import-plan" aria-busy={plan === null}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          value={shown}
          data={[
            { value: "all", label: `${texts.all} ${formats.number(known.rows.length)}` },
            ...KINDS.map((kind) => ({ value: kind, label: counted(kind) })),
          ]}
          onChange={(value) => setShown(value as RowKind | "all")}
        />
        {known.counts.refused === 0 ? null : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} />}
            onClick={() => {
              download().catch(announce.failed);
            }}
          >
            {texts.downloadErrors}
          </Button>
        )}
      </Group>
      <div className="ho-import-table">
        <LoadingOverlay visible={plan === null} overlayProps={{ backgroundOpacity: 0.4 }} />
        <PlanTable rows={rows.slice(0, SHOWN)} {...{ titles, mapping, say }} />
        {rows.length === 0 ? <p className="ho-import-rest">{texts.noRows}</p> : null}
        {rows.length > SHOWN ? (
          <p className="ho-import-rest">{texts.more(rows.length - SHOWN)}</p>
        ) : null}
      </div>
    </section>
  );
}

interface PlanTableProps {
  readonly rows: readonly PlannedRow[];
  readonly titles: readonly CellValue[];
  readonly mapping: Mapping;
  say(row: PlannedRow): string;
}

function PlanTable({ rows, titles, mapping, say }: PlanTableProps) {
  const texts = useTexts(IMPORT_TEXT);
  const mapped = mapping.flatMap((name, at) => (name === null ? [] : [{ name, at }]));
  return (
    <table tabIndex={0} aria-label={texts.columns}>
      <thead>
        <tr>
          <th scope="col">{texts.line}</th>
          <th scope="col">{texts.outcome}</th>
          {mapped.map(({ at }) => (
            <th key={at} scope="col">
              {cellText(titles[at])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line} data-kind={row.kind}>
            <td className="ho-number">{row.line}</td>
            <td className="ho-import-kind">
              {row.faults.length === 0 ? texts.kinds[row.kind] : say(row)}
            </td>
            {mapped.map(({ name, at }) => (
              <td
                key={at}
                data-fault={row.faults.some(({ field }) => field === name) ? "" : undefined}
              >
                {cellText(row.cells[at])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
