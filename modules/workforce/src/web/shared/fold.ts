/** A text as people search for it: `ipek` finds İpek and `ısık` Işık, whatever the language on screen. */
export function fold(text: string): string {
  return text
    .toLocaleLowerCase("tr")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ı", "i");
}
