import type { FieldKind, FieldValue, Label } from "@healthops/schema/field";
import type { Formats } from "./formats.ts";
import type { Texts } from "./texts/texts.ts";

/** What is known of a field when its value is shown: a form field, a list column or a declared field. */
export interface ShownField {
  readonly kind: FieldKind;
  readonly decimals?: number | null;
  readonly unit?: string | null;
  readonly choices?: readonly { readonly value: string; readonly label: Label }[] | null;
}

/**
 * A value as a person reads it; the empty text for an empty one. References give their id: show
 * them with `ReferenceText`.
 */
export function valueText(
  field: ShownField,
  value: FieldValue | undefined,
  texts: Texts,
  formats: Formats,
): string {
  if (value === null || value === undefined || value === "") return "";
  const choice = (code: string): string =>
    field.choices?.find((known) => known.value === code)?.label[formats.language] ?? code;
  switch (field.kind) {
    case "integer":
    case "number":
      return formats.measure(Number(value), field.decimals ?? null, field.unit ?? null);
    case "boolean":
      return value === true ? texts.common.yes : texts.common.no;
    case "date":
      return formats.day(String(value));
    case "instant":
      return formats.moment(String(value));
    case "choice":
      return choice(String(value));
    case "set":
      return Array.isArray(value) ? value.map((member) => choice(String(member))).join(", ") : "";
    case "json":
      return JSON.stringify(value);
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}
