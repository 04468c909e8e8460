import type { Label } from "@healthops/schema/field";

/** What the codes about who may do what mean, for problem-code-text.ts. */
export const RIGHTS_WORDS: Readonly<Record<string, Label>> = {
  not_permitted: {
    en: "You may not do this. Ask a manager of the site if you need to.",
    tr: "Buna izniniz yok. Gerekiyorsa birimin yöneticisine sorun.",
  },
  other_site: {
    en: "Only your own site can be named here: what you write is shown to no other site's people.",
    tr: "Buraya yalnızca kendi yeriniz yazılabilir: yazdığınız başka bir yerin çalışanlarına gösterilmez.",
  },
  set_by_hub: {
    en: "Who did something and when is written by the hub. Leave it out, and do it yourself.",
    tr: "Kimin ne zaman yaptığını merkez yazar. Bu alanı boş bırakıp işlemi kendiniz yapın.",
  },
  changed_meanwhile: {
    en: "Somebody else changed this meanwhile. Look at it as it is now, then do it again.",
    tr: "Bu arada başka biri bunu değiştirdi. Şimdiki duruma bakıp yeniden yapın.",
  },
  own_rights: {
    en: "Nobody disables, demotes or deletes themselves, so that they do not lock themselves out. Ask another administrator.",
    tr: "Kendini dışarıda bırakmaması için kimse kendi hesabını kapatamaz, silemez veya kendi yetkisini düşüremez. Başka bir sistem yöneticisinden isteyin.",
  },
  last_administrator: {
    en: "This is the last enabled administrator. Make somebody else one first, or nobody could look after the system.",
    tr: "Bu, etkin son sistem yöneticisi. Önce başka birini sistem yöneticisi yapın; yoksa sisteme kimse bakamaz.",
  },
  key_account: {
    en: "This is the account of a program's key, no person's. Rename, replace or take the key back under Keys.",
    tr: "Bu bir programın anahtarının hesabıdır, bir kişinin değil. Anahtarı Anahtarlar bölümünden yönetin.",
  },
  key_revoked: {
    en: "This key was taken back for good. Make a new one.",
    tr: "Bu anahtar geri alınmış. Yenisini oluşturun.",
  },
  invalid_label: {
    en: "Say shortly what the key is for.",
    tr: "Anahtarın ne için olduğunu kısaca yazın.",
  },
};
