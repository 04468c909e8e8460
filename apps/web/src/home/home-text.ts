/** `1 change`, `2 changes`. */
function count(n: number, one: string): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : `${one}s`}`;
}

const en = {
  attention: "Needs your attention",
  signIn: "Sign in so that your work reaches the hub",
  rejected: (n: number) => `${count(n, "change")} refused by the hub: correct or discard`,
  conflicts: (n: number) => `${count(n, "conflict")} to decide`,
  waiting: (n: number) => `${count(n, "change")} waiting for the network`,
  begun: (one: string) => `Go on with the form: ${one}`,
  open: "Open",
  lists: "Lists",
};

const tr: typeof en = {
  attention: "İlginizi bekleyenler",
  signIn: "Çalışmanızın merkeze ulaşması için oturum açın",
  rejected: (n) => `Merkez ${n.toLocaleString("tr-TR")} değişikliği reddetti: düzeltin ya da silin`,
  conflicts: (n) => `Karar verilecek ${n.toLocaleString("tr-TR")} çakışma`,
  waiting: (n) => `${n.toLocaleString("tr-TR")} değişiklik ağı bekliyor`,
  begun: (one) => `Yarım kalan form: ${one}`,
  open: "Aç",
  lists: "Listeler",
};

/** What the start page says. */
export const HOME_TEXT = { en, tr };
