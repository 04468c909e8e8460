/** What the hub writes down of its own work: in English, with its numbers, and in Turkish. */
const SENTENCES: readonly (readonly [said: RegExp, tr: string])[] = [
  [
    /^(\d+) old refused changes, (\d+) old job runs removed$/,
    "$1 eski reddedilen değişiklik ve $2 eski iş çalışması silindi",
  ],
  [
    /^(\d+) changes and (\d+) events sealed in (\d+) blocks$/,
    "$1 değişiklik ve $2 olay $3 blokta mühürlendi",
  ],
  [/^(\d+) blocks are whole$/, "$1 blok eksiksiz"],
  [
    /^(.+): (\d+) rows, ([\d.]+) MB; (\d+) old ones removed$/,
    "$1: $2 satır, $3 MB; $4 eskisi silindi",
  ],
  [
    /^(.+): (\d+) rows, ([\d.]+) MB; (\d+) old ones removed\. Nobody has .*$/,
    "$1: $2 satır, $3 MB; $4 eskisi silindi. Kurtarma anahtarını henüz kimse görmedi: healthops hub recovery-key",
  ],
  [/^a new key signs$/, "yeni bir anahtar imzalıyor"],
  [/^the key is young enough$/, "anahtar yeterince yeni"],
  [
    /^The audit log is not as it was sealed\. Block (\d+): .*$/,
    "Denetim kaydı mühürlendiği gibi değil: blok $1.",
  ],
  [/^The block before this one is missing\.$/, "Bundan önceki blok yok."],
  [
    /^Sealed with (\d+) changes and (\d+) events, found (\d+) and (\d+): some were removed or added\.$/,
    "$1 değişiklik ve $2 olayla mühürlendi, $3 ve $4 bulundu: bazıları silinmiş veya eklenmiş.",
  ],
  [
    /^A change or event of this block, or its seal, was altered\.$/,
    "Bu bloğun bir değişikliği, bir olayı ya da mührü değiştirilmiş.",
  ],
];

/** The sentence in the person's language, where it is one of those; any other as the hub said it. */
export function hubSentence(sentence: string, language: "en" | "tr"): string {
  if (language === "en") return sentence;
  const known = SENTENCES.find(([said]) => said.test(sentence));
  return known === undefined ? sentence : sentence.replace(known[0], known[1]);
}
