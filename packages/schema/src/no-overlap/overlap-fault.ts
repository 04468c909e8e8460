import type { FieldFault } from "@healthops/base/problem";
import type { Label } from "../field.ts";
import { uncapitalized } from "../label-text.ts";
import { ruleFault } from "../validate/rule-fault.ts";
import type { Interval } from "./interval-index.ts";
import type { Occupying } from "./occupations.ts";

/** What stands in the way, as far as it is told. */
export interface InTheWay {
  readonly rule: number;
  /** Null: it is none of the asker's business which, and until when. */
  readonly other: Interval | null;
  /** Times that would be free, as values of the record's own fields. */
  readonly offers?: FieldFault["offers"];
}

/** The fault of a record that would share a moment with another one [APA1]. */
export function overlapFault(
  { title, fields, noOverlap }: Occupying & { readonly title: { readonly one: Label } },
  { rule, other, offers = [] }: InTheWay,
): FieldFault {
  const field = noOverlap[rule]?.by[0] ?? "";
  const label = fields[field]?.label ?? title.one;
  const kind = { en: uncapitalized(title.one.en, "en"), tr: uncapitalized(title.one.tr, "tr") };
  const own = { en: uncapitalized(label.en, "en"), tr: uncapitalized(label.tr, "tr") };
  const fault = ruleFault(
    field,
    other === null
      ? {
          en: `${label.en}: not free then. Choose another time or another ${own.en}.`,
          tr: `${label.tr}: o sürede boş değil. Başka bir süre ya da başka bir ${own.tr} seçin.`,
        }
      : {
          en: `${label.en}: taken already from ${other.startsAt} until ${other.endsAt ?? "further notice"} (${kind.en} ${other.id}).`,
          tr: `${label.tr}: ${other.startsAt} – ${other.endsAt ?? "süresiz"} için zaten dolu (${kind.tr} ${other.id}).`,
        },
  );
  return offers.length === 0 ? fault : { ...fault, offers };
}
