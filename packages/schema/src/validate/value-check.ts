import type { FieldFault } from "@healthops/base/problem";
import { isId } from "@healthops/base/ids";
import { isStorable } from "@healthops/base/storable";
import type { Field } from "../field.ts";
import { isDay, isInstant } from "./calendar.ts";
import { lengthOf } from "./characters.ts";
import { jsonComplaint } from "./json-check.ts";
import { membersCheck } from "./members-check.ts";
import { numberCheck } from "./number-check.ts";
import { codesInWords, fault, patternFault, sizeInWords } from "./wording.ts";

/** Says what is wrong with a value that is not empty; null when nothing is. */
export type ValueCheck = (value: unknown) => FieldFault | null;

/** Compiles the check of one field's type and limits. `name` is the path that its faults carry. */
export function valueCheck(name: string, field: Field): ValueCheck {
  switch (field.kind) {
    case "text":
      return textCheck(name, field);
    case "integer":
    case "number":
      return numberCheck(name, field);
    case "boolean": {
      const wrong = fault(name, field, "must be true or false", "true, false");
      return (value) => (typeof value === "boolean" ? null : wrong);
    }
    case "date":
      return dateCheck(name, field);
    case "instant": {
      const example = "2026-03-01T08:30:00.000Z";
      const wrong = fault(name, field, `must be a moment in UTC, written like ${example}`, example);
      return (value) => (typeof value === "string" && isInstant(value) ? null : wrong);
    }
    case "choice":
      return choiceCheck(name, field);
    case "reference": {
      const wrong = fault(name, field, "must be the id of a record, a UUID in lower case");
      return (value) => (isId(value) ? null : wrong);
    }
    case "set":
      return membersCheck(name, field);
    case "json":
      return jsonCheck(name, field);
  }
}

function textCheck(name: string, field: Field): ValueCheck {
  const least = Number(field.min ?? 0);
  const most = Number(field.max);
  const size = sizeInWords(field, "character");
  const notText = fault(name, field, "must be text", size);
  const tooShort = fault(name, field, `is too short: ${size}`, size);
  const tooLong = fault(name, field, `is too long: ${size}`, size);
  const notStorable = fault(name, field, "holds a character that cannot be stored; remove it");
  const unlike = patternFault(name, field);
  const pattern = field.pattern === undefined ? null : new RegExp(`^(?:${field.pattern})$`, "u");
  return (value) => {
    if (typeof value !== "string") return notText;
    const length = lengthOf(value, least, most);
    if (length !== "fits") return length === "long" ? tooLong : tooShort;
    if (!isStorable(value)) return notStorable;
    return pattern === null || pattern.test(value) ? null : unlike;
  };
}

function dateCheck(name: string, field: Field): ValueCheck {
  const first = String(field.min);
  const last = String(field.max);
  const allowed = `${first} to ${last}`;
  const notDay = fault(
    name,
    field,
    "must be a day of the calendar, written like 2026-03-01",
    allowed,
  );
  const outside = fault(name, field, `must be a day from ${allowed}`, allowed);
  return (value) => {
    if (typeof value !== "string" || !isDay(value)) return notDay;
    return value < first || value > last ? outside : null;
  };
}

function choiceCheck(name: string, field: Field): ValueCheck {
  const codes = new Set<unknown>(field.choices?.map((choice) => choice.value));
  const allowed = codesInWords(field);
  const wrong = fault(name, field, `must be one of: ${allowed}`, allowed);
  return (value) => (codes.has(value) ? null : wrong);
}

function jsonCheck(name: string, field: Field): ValueCheck {
  const most = Number(field.max);
  const size = sizeInWords(field, "character");
  const faults = {
    not_json: fault(name, field, "must be plain JSON"),
    not_storable: fault(name, field, "holds a character that cannot be stored; remove it"),
    too_deep: fault(name, field, "is nested too deeply"),
    too_long: fault(name, field, `is too long as JSON: ${size}`, size),
  };
  return (value) => {
    const complaint = jsonComplaint(value, most);
    return complaint === null ? null : faults[complaint];
  };
}
