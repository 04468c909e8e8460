import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import { formOf } from "@healthops/schema/form";
import type { Formats } from "../i18n/formats.ts";
import type { Texts } from "../i18n/texts/texts.ts";
import { faultText } from "./fault-text.ts";

/** One thing that is wrong with what was entered, as a list of them shows it. */
export interface SaidFault {
  readonly field: string;
  /** What the person knows the field as; null when it is about the record as a whole. */
  readonly name: string | null;
  readonly text: string;
}

/**
 * The faults of a refused change or a problem, in the person's language. `values` are what was
 * entered; `collection` is undefined where its module is not on this device any more.
 */
export function saidFaults(
  collection: Collection | undefined,
  values: Readonly<Record<string, unknown>>,
  faults: readonly FieldFault[],
  texts: Texts,
  formats: Formats,
): readonly SaidFault[] {
  const fields = collection === undefined ? [] : formOf(collection, "edit");
  return faults.map((fault) => {
    const field = fields.find(({ name }) => name === fault.field);
    if (field === undefined) {
      return { field: fault.field, name: null, text: plainText(fault, formats) };
    }
    const value = (values[fault.field] ?? null) as FieldValue;
    return {
      field: fault.field,
      name: field.label[formats.language],
      text: faultText(field, value, fault, texts, formats),
    };
  });
}

/** Nothing is known of the field: the rule's own words, else the English sentence. */
function plainText({ label, message }: FieldFault, { language }: Formats): string {
  return label === undefined ? message : label[language];
}
