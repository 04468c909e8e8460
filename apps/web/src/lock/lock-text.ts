/** What locking and unlocking say. */
export const LOCK_TEXT = {
  locked: { en: "Locked", tr: "Kilitli" },
  pin: { en: "PIN", tr: "PIN" },
  password: { en: "Password", tr: "Parola" },
  pinMissing: { en: "Type your PIN.", tr: "PIN'inizi yazın." },
  unlock: { en: "Unlock", tr: "Kilidi aç" },
  unlocking: { en: "Unlocking …", tr: "Kilit açılıyor …" },
  usePassword: { en: "Use the password", tr: "Parolayı kullan" },
  usePin: { en: "Use the PIN", tr: "PIN'i kullan" },
  somebodyElse: { en: "Somebody else", tr: "Başka biri" },
  back: { en: "Back to the lock screen", tr: "Kilit ekranına dön" },
  kept: {
    en: "Unsaved entries and unsent work are kept.",
    tr: "Kaydedilmemiş girişler ve gönderilmemiş işler saklanıyor.",
  },
  warningTitle: { en: "Are you still there?", tr: "Hâlâ orada mısınız?" },
  warningText: {
    en: "There was no input for a while. All windows will lock; what you have entered is kept.",
    tr: "Bir süredir giriş yapılmadı. Tüm pencereler kilitlenecek; yazdıklarınız saklanır.",
  },
  stay: { en: "Stay signed in", tr: "Oturumda kal" },
  lockNow: { en: "Lock now", tr: "Şimdi kilitle" },
} as const;

/** What of it has numbers in it. */
export const LOCK_TEXTS = {
  en: {
    left: (seconds: number) =>
      seconds === 1 ? "Locks in 1 second" : `Locks in ${seconds} seconds`,
    wrongPin: (tries: number) =>
      `That is not the PIN. ${tries === 1 ? "1 try" : `${tries} tries`} left, then the password is needed.`,
    pinEnded: "The PIN was wrong too often. Type your password.",
  },
  tr: {
    left: (seconds: number) => `${seconds} saniye sonra kilitlenir`,
    wrongPin: (tries: number) => `PIN yanlış. ${tries} deneme kaldı, sonra parola gerekir.`,
    pinEnded: "PIN çok fazla yanlış girildi. Parolanızı yazın.",
  },
} as const;
