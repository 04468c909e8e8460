const en = {
  title: "A new password",
  forWhom: (username: string) => `For the account ${username}.`,
  until: (when: string) => `The link works until ${when}.`,
  waitsTitle: "This link has to be countersigned first",
  waitsText:
    "Ask an administrator to countersign it, or do so yourself on a device where you are signed in. You are given a code; then come back here.",
  look: "Look again",
  code: "Code of the countersign",
  codeHelp: "Eight letters and digits that you were told, not those of the link.",
  codeMissing: "Type the code.",
  submit: "Set the password",
  busy: "Setting …",
  doneTitle: "Your password is set",
  doneText: "All sessions were ended. Sign in with the new password.",
  toSignIn: "To the sign-in",
  wrongTitle: "It did not work",
  noLink: "The address holds no link. Copy the whole link again as you were given it.",
};

const tr: typeof en = {
  title: "Yeni parola",
  forWhom: (username) => `${username} hesabı için.`,
  until: (when) => `Bağlantı ${when} tarihine kadar geçerlidir.`,
  waitsTitle: "Bu bağlantı önce ayrıca onaylanmalı",
  waitsText:
    "Bir sistem yöneticisinden onaylamasını isteyin ya da oturumunuzun açık olduğu bir aygıtta kendiniz onaylayın. Size bir kod verilir; sonra buraya dönün.",
  look: "Yeniden bak",
  code: "İkinci onayın kodu",
  codeHelp: "Size söylenen sekiz harf ve rakam; bağlantının kendisi değil.",
  codeMissing: "Kodu yazın.",
  submit: "Parolayı belirle",
  busy: "Belirleniyor …",
  doneTitle: "Parolanız belirlendi",
  doneText: "Tüm oturumlar kapatıldı. Yeni parolayla oturum açın.",
  toSignIn: "Oturum açmaya git",
  wrongTitle: "Olmadı",
  noLink: "Adreste bağlantı yok. Size verilen bağlantıyı bütünüyle yeniden kopyalayın.",
};

/** What the page of a link for a new password says. */
export const RESET_PAGE_TEXT = { en, tr };
