/** A label inside of a sentence; `ID` stays. */
export function uncapitalized(label: string, language: string): string {
  const [first = "", second = ""] = label;
  return second === second.toLocaleUpperCase(language)
    ? label
    : first.toLocaleLowerCase(language) + label.slice(first.length);
}

/** Words at the beginning of a line, with a full stop. */
export function capitalized(words: string, language: string): string {
  const [first = ""] = words;
  return `${first.toLocaleUpperCase(language)}${words.slice(first.length)}.`;
}
