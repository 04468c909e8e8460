/** What the sign-in screen says. */
export const SIGN_IN_TEXT = {
  title: { en: "Sign in", tr: "Oturum aç" },
  chooseOrType: {
    en: "Choose yourself, or type another name.",
    tr: "Kendinizi seçin veya başka bir ad yazın.",
  },
  people: { en: "People of this device", tr: "Bu cihazdaki kişiler" },
  username: { en: "User name", tr: "Kullanıcı adı" },
  password: { en: "Password", tr: "Parola" },
  newPassword: { en: "New password", tr: "Yeni parola" },
  newPasswordAgain: { en: "New password again", tr: "Yeni parola tekrar" },
  newPasswordNotSame: { en: "The two are not the same.", tr: "İkisi aynı değil." },
  previousPassword: { en: "Previous password", tr: "Önceki parola" },
  previousPasswordMissing: {
    en: "Type the password that you used here before.",
    tr: "Burada daha önce kullandığınız parolayı yazın.",
  },
  startOver: {
    en: "I do not know it: fetch everything anew",
    tr: "Bilmiyorum: her şeyi yeniden indir",
  },
  startOverHelp: {
    en: "Work on this device that was not sent is lost.",
    tr: "Bu cihazdaki gönderilmemiş işler kaybolur.",
  },
  usernameMissing: { en: "Type your user name.", tr: "Kullanıcı adınızı yazın." },
  passwordMissing: { en: "Type your password.", tr: "Parolanızı yazın." },
  submit: { en: "Sign in", tr: "Oturum aç" },
  busy: { en: "Signing in …", tr: "Oturum açılıyor …" },
  checking: { en: "Looking for the hub …", tr: "Merkez aranıyor …" },
  reachable: { en: "The hub can be reached.", tr: "Merkeze ulaşılabiliyor." },
  unreachableKnown: {
    en: "Offline. People who have signed in on this device can go on working.",
    tr: "Çevrimdışı. Bu cihazda daha önce oturum açanlar çalışmaya devam edebilir.",
  },
  unreachableFirst: {
    en: "The hub cannot be reached. The first sign-in on this device needs the network.",
    tr: "Merkeze ulaşılamıyor. Bu cihazda ilk oturum açma için ağ gerekir.",
  },
  tryAgain: { en: "Check again", tr: "Yeniden dene" },
} as const;
