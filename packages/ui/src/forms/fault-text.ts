import type { FieldFault } from "@healthops/base/problem";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import type { Formats } from "../i18n/formats.ts";
import type { Texts } from "../i18n/texts/texts.ts";

/**
 * What is wrong with a field, in the person's language and short enough to stand below an input: a
 * module's rule in its own words, a limit of the field with the limit, anything else by its kind.
 */
export function faultText(
  field: FormField,
  value: FieldValue,
  fault: FieldFault,
  { form: texts }: Texts,
  formats: Formats,
): string {
  if (fault.label !== undefined) return fault.label[formats.language];
  if (value === null || value === "") {
    return field.required ? texts.needed(field.label[formats.language]) : texts.invalid;
  }
  if (typeof value === "number") return numberText(field, value, texts, formats);
  if (field.kind === "date") return dayText(field, String(value), texts, formats);
  if (typeof value === "string" && field.kind === "text") {
    const length = [...value].length;
    if (typeof field.max === "number" && length > field.max) {
      return texts.charactersAtMost(field.max);
    }
    if (typeof field.min === "number" && length < field.min) {
      return texts.charactersAtLeast(field.min);
    }
    if (field.pattern !== null) return field.pattern[formats.language];
  }
  return kindText(field, texts);
}

/** What a value of that kind must be, where no limit says it. */
function kindText({ kind }: FormField, texts: Texts["form"]): string {
  switch (kind) {
    case "choice":
      return texts.chooseOne;
    case "reference":
      return texts.noRecord;
    case "set":
      return texts.members;
    case "instant":
      return texts.notMoment;
    case "integer":
    case "number":
      return texts.notNumber;
    case "json":
      return texts.notJson;
    default:
      return texts.invalid;
  }
}

function numberText(
  field: FormField,
  value: number,
  texts: Texts["form"],
  formats: Formats,
): string {
  const { min, max, step } = field;
  const say = (limit: number | string): string => formats.measure(Number(limit), null, field.unit);
  if (step === 1 && !Number.isInteger(value)) return texts.notWhole;
  const low = min !== null && value < Number(min);
  const high = max !== null && value > Number(max);
  if ((low || high) && min !== null && max !== null) {
    return texts.between(formats.number(Number(min)), say(max));
  }
  if (low) return texts.atLeast(say(min));
  if (high) return texts.atMost(say(max));
  if (step === null || step >= 1) return texts.invalid;
  return texts.decimals(Math.round(-Math.log10(step)));
}

function dayText(
  { min, max }: FormField,
  value: string,
  texts: Texts["form"],
  formats: Formats,
): string {
  if (typeof min === "string" && value < min) return texts.atLeast(formats.day(min));
  if (typeof max === "string" && value > max) return texts.atMost(formats.day(max));
  return Number.isNaN(Date.parse(value)) ? texts.notDay : texts.invalid;
}
