import type { Label } from "@healthops/schema/field";

/** Characters of a password. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
const DIFFERENT_MIN = 4;

/** What a new password may have wrong with it, as a person is told. */
const RULES = {
  tooShort: {
    en: `use at least ${PASSWORD_MIN} characters.`,
    tr: `en az ${PASSWORD_MIN} karakter kullanın.`,
  },
  tooLong: {
    en: `use at most ${PASSWORD_MAX} characters.`,
    tr: `en çok ${PASSWORD_MAX} karakter kullanın.`,
  },
  tooEven: {
    en: `use at least ${DIFFERENT_MIN} different characters.`,
    tr: `en az ${DIFFERENT_MIN} farklı karakter kullanın.`,
  },
  isUsername: {
    en: "it must differ from the user name.",
    tr: "kullanıcı adından farklı olmalı.",
  },
  isCurrent: {
    en: "it is the one that you have now.",
    tr: "bu, şu anki parolanız.",
  },
} as const satisfies Readonly<Record<string, Label>>;

/**
 * What is wrong with a new password: the first rule that it breaks, or null. The hub decides by this,
 * and a screen tells it before it asks. `current` is the password that is to be replaced, if any.
 */
export function passwordFault(
  password: string,
  { username, current = null }: { readonly username: string; readonly current?: string | null },
): Label | null {
  const characters = [...password];
  if (characters.length < PASSWORD_MIN) return RULES.tooShort;
  if (characters.length > PASSWORD_MAX) return RULES.tooLong;
  if (new Set(characters).size < DIFFERENT_MIN) return RULES.tooEven;
  if (password.toLowerCase() === username.toLowerCase()) return RULES.isUsername;
  if (current !== null && current.normalize("NFC") === password.normalize("NFC"))
    return RULES.isCurrent;
  return null;
}

/** All of it in a sentence, for a person who is about to choose one. */
export const PASSWORD_RULES: Label = {
  en: `At least ${PASSWORD_MIN} characters, ${DIFFERENT_MIN} of them different, and not your user name. A few words are easy to remember.`,
  tr: `En az ${PASSWORD_MIN} karakter, en az ${DIFFERENT_MIN}'ü farklı; kullanıcı adınız olamaz. Birkaç sözcük akılda kolay kalır.`,
};
