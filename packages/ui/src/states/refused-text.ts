import type { Label } from "@healthops/schema/field";

/** What the codes about refused work and deletions mean, for problem-code-text.ts. */
export const REFUSED_WORDS: Readonly<Record<string, Label>> = {
  unknown_refused_change: {
    en: "This refused change is not here: it is older than 90 days, or not for you to see.",
    tr: "Bu reddedilen değişiklik burada yok: 90 günden eski ya da sizin görebileceğiniz bir değişiklik değil.",
  },
  refused_change_decided: {
    en: "Somebody has decided on this already. Reload the list to see what became of it.",
    tr: "Biri bunun için zaten karar vermiş. Ne olduğunu görmek için listeyi yenileyin.",
  },
  not_in_refused_change: {
    en: "The refused change is not about this record. Reload the list and try again.",
    tr: "Reddedilen değişiklik bu kayıtla ilgili değil. Listeyi yenileyip yeniden deneyin.",
  },
  record_in_use: {
    en: "Other records still point to this one, so it stays.",
    tr: "Bu kayda bağlı başka kayıtlar var; bu yüzden silinmez.",
  },
};
