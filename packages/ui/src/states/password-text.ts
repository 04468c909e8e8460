import type { Label } from "@healthops/schema/field";

/** What the codes about passwords and links for a new one mean, for problem-code-text.ts. */
export const PASSWORD_WORDS: Readonly<Record<string, Label>> = {
  sign_in_failed: {
    en: "The user name or the password is wrong.",
    tr: "Kullanıcı adı veya parola yanlış.",
  },
  wrong_password: { en: "The password is wrong.", tr: "Parola yanlış." },
  person_disabled: {
    en: "This account is disabled. Ask an administrator if you think that is wrong.",
    tr: "Bu hesap kapatılmış. Yanlışlık olduğunu düşünüyorsanız yöneticiye sorun.",
  },
  weak_password: {
    en: "The password was not accepted. Take a longer one that is no common word and not your name.",
    tr: "Parola kabul edilmedi. Daha uzun, yaygın bir sözcük veya adınız olmayan bir parola seçin.",
  },
  reset_needs_link: {
    en: "This account has an owner. Make a link by which the person sets a password.",
    tr: "Bu hesabın bir sahibi var. Kişinin parola belirleyeceği bir bağlantı oluşturun.",
  },
  reset_link_invalid: {
    en: "This link opens nothing: it was used, taken back or is too old. Ask for a new one.",
    tr: "Bu bağlantı geçersiz: kullanılmış, geri alınmış veya eskimiş. Yenisini isteyin.",
  },
  countersign_needed: {
    en: "Somebody else has to countersign this link first, and gives you a code.",
    tr: "Bu bağlantıyı önce başka biri onaylamalı; size bir kod verir.",
  },
  reset_code_wrong: {
    en: "The code is not right. Compare it letter by letter; after five wrong ones the link ends.",
    tr: "Kod doğru değil. Harf harf karşılaştırın; beş yanlıştan sonra bağlantı kapanır.",
  },
  own_countersign: {
    en: "You made this link, so somebody else has to countersign it.",
    tr: "Bu bağlantıyı siz oluşturdunuz; ikinci onayı başka biri vermelidir.",
  },
  unknown_reset_link: {
    en: "There is no such open link for you to decide about.",
    tr: "Sizin karar verebileceğiniz böyle açık bir bağlantı yok.",
  },
};
