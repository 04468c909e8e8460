import { isProblem } from "@healthops/base/problem";
import type { Texts } from "../i18n/texts/texts.ts";

/** What to tell a person about a thrown value: a Problem's own sentence, else that it is a defect. */
export function problemText(error: unknown, texts: Texts): string {
  return isProblem(error) ? error.message : texts.common.unexpected;
}
