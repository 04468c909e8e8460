/** A label inside of a sentence; `ID` stays. */
export function uncapitalized(label: string, language: string): string {
  const [first = "", second = ""] = label;
  return second === second.toLocaleUpperCase(language)
    ? label
    : first.toLocaleLowerCase(language) + label.slice(first.length);
}
