import { NativeSelect } from "@mantine/core";
import type { FormField } from "@healthops/schema/form";
import type { CellValue } from "../files/cell-value.ts";
import { useLabel, useTexts } from "../i18n/language-provider.tsx";
import { cellText } from "./cell-text.ts";
import type { Mapping } from "./guess-columns.ts";
import { IMPORT_TEXT } from "./import-text.ts";

interface MappingTableProps {
  readonly titles: readonly CellValue[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly fields: readonly FormField[];
  readonly mapping: Mapping;
  onMapping(mapping: Mapping): void;
}

/** Rows among which an example of a column is looked for. */
const LOOKED_AT = 50;

/** For each column of the file the field that it goes into. */
export function MappingTable({ titles, rows, fields, mapping, onMapping }: MappingTableProps) {
  const texts = useTexts(IMPORT_TEXT);
  const label = useLabel();
  const sample = rows.slice(0, LOOKED_AT);
  const choose = (at: number, name: string): void =>
    // A field gets its value from one column.
    onMapping(
      mapping.map((each, place) => (place === at ? name || null : each === name ? null : each)),
    );
  return (
    <fieldset className="ho-import-part">
      <legend>{texts.columns}</legend>
      <div className="ho-import-columns">
        {titles.map((title, at) => {
          const example = sample.find((row) => (row[at] ?? null) !== null)?.[at] ?? null;
          const name = cellText(title) || `${at + 1}`;
          return (
            <NativeSelect
              key={at}
              size="xs"
              label={name}
              description={example === null ? "–" : texts.example(cellText(example))}
              data-mapped={mapping[at] === null ? undefined : ""}
              value={mapping[at] ?? ""}
              data={[
                { value: "", label: texts.leaveOut },
                ...fields.map((field) => ({
                  value: field.name,
                  label: label(field.label) + (field.required ? " *" : ""),
                })),
                { value: "id", label: texts.idColumn },
              ]}
              onChange={(event) => choose(at, event.currentTarget.value)}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
