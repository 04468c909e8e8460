import type { FormField } from "@healthops/schema/form";
import { faultText } from "../forms/fault-text.ts";
import type { Formats } from "../i18n/formats.ts";
import type { Texts } from "../i18n/texts/texts.ts";
import type { ImportText } from "./import-text.ts";
import type { RowFault } from "./plan-import.ts";

/** What is wrong with a row, as a person reads it: `Day: is not a day`. */
export function faultWords(
  fault: RowFault,
  fields: readonly FormField[],
  own: ImportText,
  kit: Texts,
  formats: Formats,
): string {
  const field = fields.find(({ name }) => name === fault.field);
  const label = field?.label[formats.language] ?? fault.field;
  if (fault.code !== "limits") {
    const said = own.faults[fault.code];
    return label === null ? said : `${label}: ${said}`;
  }
  const said =
    field === undefined || fault.fault === undefined
      ? (fault.fault?.label?.[formats.language] ?? fault.fault?.message ?? "")
      : faultText(field, fault.value ?? null, fault.fault, kit, formats);
  const named = label === null || label === "" || said.startsWith(label);
  return named ? said : `${label}: ${said}`;
}
