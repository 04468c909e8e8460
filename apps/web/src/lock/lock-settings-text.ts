/** What the settings of locking say. */
export const LOCK_SETTINGS_TEXT = {
  title: { en: "Idle lock and PIN", tr: "Boşta kilit ve PIN" },
  minutes: { en: "Lock without input after", tr: "Giriş olmazsa kilitle" },
  minutesHelp: {
    en: "1 to 60 minutes, in all windows, with a warning 30 seconds before.",
    tr: "1–60 dakika, tüm pencerelerde, 30 saniye önce uyarıyla.",
  },
  pin: { en: "PIN for quick unlocking", tr: "Hızlı kilit açma için PIN" },
  pinSet: {
    en: "A PIN unlocks while a window is open. After a restart, or 5 wrong tries, the password is needed.",
    tr: "Bir pencere açıkken PIN kilidi açar. Yeniden başlatmadan veya 5 yanlış denemeden sonra parola gerekir.",
  },
  pinUnset: {
    en: "Without a PIN, the password unlocks.",
    tr: "PIN yoksa kilidi parola açar.",
  },
  set: { en: "Set a PIN", tr: "PIN belirle" },
  change: { en: "Change the PIN", tr: "PIN'i değiştir" },
  remove: { en: "Remove the PIN", tr: "PIN'i kaldır" },
  removed: { en: "The PIN is removed.", tr: "PIN kaldırıldı." },
  saved: { en: "The PIN is set.", tr: "PIN belirlendi." },
  minutesSaved: { en: "Saved.", tr: "Kaydedildi." },
  newPin: { en: "New PIN", tr: "Yeni PIN" },
  newPinHelp: {
    en: "4 to 8 digits, not all alike or in a row",
    tr: "4–8 rakam; hepsi aynı veya ardışık olmasın",
  },
  again: { en: "The PIN again", tr: "PIN tekrar" },
  notSame: { en: "The two are not the same.", tr: "İkisi aynı değil." },
  password: { en: "Your password", tr: "Parolanız" },
  passwordWhy: {
    en: "So that nobody else sets a PIN in a window left open.",
    tr: "Açık bırakılan bir pencerede başkası PIN belirleyemesin diye.",
  },
  wrongPassword: { en: "That is not your password.", tr: "Bu sizin parolanız değil." },
  badPin: {
    en: "Take 4 to 8 digits that are not all alike or in a row.",
    tr: "Hepsi aynı veya ardışık olmayan 4–8 rakam seçin.",
  },
} as const;
