import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "./collection.ts";
import type { Label } from "./field.ts";
import { ruleFault } from "./validate/rule-fault.ts";

/** Code of the refusal to delete what others point to. */
export const IN_USE = "record_in_use";

/** More are not counted, only called more than this. */
export const COUNTED_MAX = 1_000;

/** How many records of a collection point to one that is to be deleted. */
export interface Use {
  readonly collection: Collection;
  /** Those that whoever asks may see. */
  readonly seen: number;
  /** Whether there are some that they may not see. */
  readonly hidden: boolean;
}

/**
 * Why a record stays: what would be left without it, counted by kind as far as the asker may see it.
 * Null when nothing points to it.
 */
export function inUseFault(
  { retire }: Pick<Collection, "retire">,
  uses: readonly Use[],
): FieldFault | null {
  const seen = uses.filter((use) => use.seen > 0);
  const hidden = uses.some((use) => use.hidden);
  if (seen.length === 0 && !hidden) return null;
  const list = (language: keyof Label): string =>
    [
      ...seen.map(({ collection, seen: count }) => counted(collection, count, language)),
      ...(hidden ? [HIDDEN[language]] : []),
    ].join(", ");
  return ruleFault("", {
    en: `Others still point to this record: ${list("en")}. ${retire?.en ?? "Move or delete those first."}`,
    tr: `Bu kayda bağlı olanlar var: ${list("tr")}. ${retire?.tr ?? "Önce onları taşıyın ya da silin."}`,
  });
}

const HIDDEN: Label = {
  en: "records that are not shown here",
  tr: "burada gösterilmeyen kayıtlar",
};

function counted({ title }: Collection, count: number, language: keyof Label): string {
  const { one, many } = title;
  const name = (count === 1 || language === "tr" ? one : many)[language];
  const lower = name.toLocaleLowerCase(language === "tr" ? "tr" : "en");
  if (count <= COUNTED_MAX) return `${count} ${lower}`;
  return language === "tr" ? `${COUNTED_MAX} üzeri ${lower}` : `more than ${COUNTED_MAX} ${lower}`;
}
