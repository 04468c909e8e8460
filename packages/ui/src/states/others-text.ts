import type { Label } from "@healthops/schema/field";

const MEANWHILE: Label = {
  en: "Somebody else had changed the same record in the meantime.",
  tr: "Bu arada aynı kaydı başka biri değiştirmişti.",
};
const GONE: Label = {
  en: "The record was not there any more, or its author could no longer see it.",
  tr: "Kayıt artık yoktu ya da yazanın onu görme izni kalmamıştı.",
};
const ID_TAKEN: Label = {
  en: "A record with this id existed already.",
  tr: "Bu kimlikle bir kayıt zaten vardı.",
};
const OLD_APP: Label = {
  en: "The app on that device was of another version than the hub.",
  tr: "O cihazdaki uygulama ile merkezin sürümleri farklıydı.",
};
const SIDES: Label = {
  en: "The conflict had changed by then: the decision did not fit it any more.",
  tr: "Çakışma o zamana dek değişmişti: karar artık ona uymuyordu.",
};

/**
 * What a refusal means to somebody who looks at another person's work: who may do what, and what to do
 * about it, is said to the author in problem-code-text.ts and would be wrong here.
 */
export const OTHERS_WORDS: Readonly<Record<string, Label>> = {
  not_permitted: {
    en: "Whoever wrote it may not do this, or may not any more.",
    tr: "Bunu yazanın buna izni yok ya da artık kalmamış.",
  },
  other_site: {
    en: "It names a site that is not its author's own.",
    tr: "Yazanın kendi yeri olmayan bir yeri gösteriyor.",
  },
  set_by_hub: {
    en: "It says who did something and when, which only the hub writes.",
    tr: "Kimin ne zaman yaptığını söylüyor; bunu yalnızca merkez yazar.",
  },
  changed_meanwhile: MEANWHILE,
  conflict: MEANWHILE,
  version_ahead: {
    en: "The device had seen a newer version of the record than the hub knows.",
    tr: "Cihaz, kaydın merkezin bildiğinden daha yeni bir sürümünü görmüştü.",
  },
  unknown_record: GONE,
  record_deleted: {
    en: "The record was deleted before this reached the hub.",
    tr: "Bu, merkeze ulaşmadan önce kayıt silinmiş.",
  },
  natural_id: {
    en: "An older app on that device gave it an id of its own. When it is taken over, it gets the right one.",
    tr: "O cihazdaki eski uygulama ona kendi verdiği bir kimlik vermiş. Üstlenildiğinde doğru kimliği alır.",
  },
  key_taken: {
    en: "There was a record of this key already.",
    tr: "Bu anahtarla bir kayıt zaten vardı.",
  },
  id_taken: ID_TAKEN,
  record_exists: ID_TAKEN,
  username_taken: {
    en: "Somebody else has this user name already.",
    tr: "Bu kullanıcı adı başka birinde.",
  },
  group_rejected: {
    en: "Another change that belongs together with it was refused.",
    tr: "Bununla birlikte duran başka bir değişiklik reddedildi.",
  },
  own_rights: {
    en: "Nobody disables, demotes or deletes themselves.",
    tr: "Kimse kendi hesabını kapatamaz, silemez veya kendi yetkisini düşüremez.",
  },
  last_administrator: {
    en: "Nobody would be left to look after the system.",
    tr: "Sisteme bakacak kimse kalmazdı.",
  },
  key_account: {
    en: "It is about the account of a program's key, which is no person's.",
    tr: "Bir kişinin değil, bir programın anahtarının hesabıyla ilgili.",
  },
  value_not_storable: {
    en: "A value holds characters or a number that cannot be kept.",
    tr: "Bir değer, saklanamayan karakterler ya da bir sayı içeriyor.",
  },
  constraint_violated: {
    en: "It contradicts what was already there.",
    tr: "Kayıtlı olanla çelişiyor.",
  },
  choice_missing: SIDES,
  choice_unknown: SIDES,
  conflict_resolved: {
    en: "Somebody else had decided the conflict already.",
    tr: "Çakışmaya başka biri daha önce karar vermişti.",
  },
  decision_without_change: SIDES,
  unknown_collection: OLD_APP,
  invalid_message: OLD_APP,
};
