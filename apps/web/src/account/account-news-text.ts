const en = {
  title: "Your account",
  failed: (n: number, when: string) =>
    n === 1
      ? `Somebody typed a wrong password for your account (${when}).`
      : `Wrong passwords were typed for your account ${n.toLocaleString("en-GB")} times, the last one ${when}.`,
  failedHelp: "If it was not you, choose a longer password, and tell an administrator.",
  reset: (who: string, when: string) => `${who} had your password reset (${when}).`,
  resetHelp: "If you did not ask for it, tell an administrator.",
  somebody: "Somebody",
  link: (who: string, when: string) =>
    `${who} made a link by which your password can be set anew (until ${when}).`,
  linkHelp:
    "If you asked for it, countersign it here: you are shown the code that the link asks for. If not, take it back.",
  seen: "I have seen it",
};

const tr: typeof en = {
  title: "Hesabınız",
  failed: (n, when) =>
    n === 1
      ? `Hesabınız için yanlış bir parola yazıldı (${when}).`
      : `Hesabınız için ${n.toLocaleString("tr-TR")} kez yanlış parola yazıldı; sonuncusu ${when}.`,
  failedHelp: "Siz değilseniz daha uzun bir parola seçin ve bir sistem yöneticisine haber verin.",
  reset: (who, when) => `${who} parolanızı sıfırlattı (${when}).`,
  resetHelp: "Bunu siz istemediyseniz bir sistem yöneticisine haber verin.",
  somebody: "Biri",
  link: (who, when) =>
    `${who}, parolanızın yeniden belirlenebileceği bir bağlantı oluşturdu (${when} tarihine kadar).`,
  linkHelp:
    "Siz istediyseniz burada onaylayın: bağlantının sorduğu kod size gösterilir. İstemediyseniz geri alın.",
  seen: "Gördüm",
};

/** What a person is told about their own account. */
export const ACCOUNT_NEWS_TEXT = { en, tr };
