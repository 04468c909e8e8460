import type { FieldFault } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import type { Texts } from "../i18n/texts/texts.ts";
import { OTHERS_WORDS } from "./others-text.ts";
import { problemWords } from "./problem-code-text.ts";

/** A failure as it travels: a Problem, a refusal of the hub, the last error of a sync. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly faults?: readonly FieldFault[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What to tell a person about a thrown value: what its code means, else that it is a defect. */
export function problemText(error: unknown, texts: Texts): string {
  return isProblem(error) ? failureText(error, texts) : texts.common.unexpected;
}

/**
 * A failure in the chosen language: the module's own sentence when a rule brought one in both, else
 * what the code means, else the sentence that came with it, which is English.
 */
export function failureText(failure: Failure, texts: Texts): string {
  const { language } = texts;
  const rule = failure.faults?.find(({ label }) => label !== undefined)?.label;
  if (rule !== undefined) return rule[language];
  return problemWords(failure.code, failure.extra ?? {})?.[language] ?? failure.message;
}

/** As {@link failureText}, for somebody who reads about another person's change and not their own. */
export function othersFailureText(failure: Failure, texts: Texts): string {
  const { code, faults } = failure;
  const hasRule = faults?.some(({ label }) => label !== undefined) === true;
  const words = Object.hasOwn(OTHERS_WORDS, code) ? OTHERS_WORDS[code] : undefined;
  if (hasRule || words === undefined) return failureText(failure, texts);
  return words[texts.language];
}
