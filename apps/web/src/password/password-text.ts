const en = {
  title: "Change your password",
  intro:
    "It counts on every device from then on. Only the hub can change it, so this needs the network.",
  current: "Present password",
  currentMissing: "Type the password that you have now.",
  currentWrong: "This is not your present password.",
  here: "On this device you stay signed in. Your PIN, if you have one, stays as it is.",
  elsewhere:
    "On all others you are signed out. They ask for the new password, and may ask once for the present one, to open what they keep. Work that they have not sent stays on them.",
  offlineTitle: "The hub cannot be reached",
  offline: "A password is changed at the hub, so it has to wait until there is a network.",
  unanswered:
    "The hub did not answer, so your password is probably as it was. Try again; if your present password is then called wrong, the new one counts already: lock, and unlock with it.",
  submit: "Change the password",
  busy: "Changing …",
  doneTitle: "Your password is changed",
  done: "The new one counts from now on, here and on every other device. Your sessions on other devices were ended.",
  again: "Change it again",
};

const tr: typeof en = {
  title: "Parolanızı değiştirin",
  intro:
    "Yeni parola bundan sonra bütün cihazlarda geçerli olur. Parolayı yalnızca merkez değiştirebilir; bunun için ağ gerekir.",
  current: "Şu anki parola",
  currentMissing: "Şu anki parolanızı yazın.",
  currentWrong: "Bu, şu anki parolanız değil.",
  here: "Bu cihazda oturumunuz açık kalır. PIN’iniz varsa olduğu gibi kalır.",
  elsewhere:
    "Diğer cihazlardaki oturumlarınız kapanır. Yeni parolayı sorarlar; içlerindeki verileri açmak için bir kez şu anki parolayı da sorabilirler. Gönderilmemiş işler o cihazlarda durur.",
  offlineTitle: "Merkeze ulaşılamıyor",
  offline: "Parola merkezde değiştirilir; bunun için ağın gelmesini beklemek gerekir.",
  unanswered:
    "Merkez yanıt vermedi; parolanız büyük olasılıkla değişmedi. Yeniden deneyin; şu anki parolanız bu kez yanlış denirse yenisi geçerli olmuştur: kilitleyip onunla açın.",
  submit: "Parolayı değiştir",
  busy: "Değiştiriliyor …",
  doneTitle: "Parolanız değişti",
  done: "Bundan sonra burada ve diğer bütün cihazlarda yeni parola geçerlidir. Diğer cihazlardaki oturumlarınız kapatıldı.",
  again: "Yeniden değiştir",
};

/** What the page about one's own password says. */
export const PASSWORD_TEXT = { en, tr };
