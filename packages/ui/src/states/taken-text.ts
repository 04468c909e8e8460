import type { Label } from "@healthops/schema/field";

const ID_TAKEN = {
  en: "A record with this id exists already. Reload the list and look for it there.",
  tr: "Bu kimlikle bir kayıt zaten var. Listeyi yenileyip orada arayın.",
};

/** What the codes about ids and keys that records have already mean, for problem-code-text.ts. */
export const TAKEN_WORDS: Readonly<Record<string, Label>> = {
  key_taken: {
    en: "There is a record of this key already. Open that one and change it instead.",
    tr: "Bu anahtarla zaten bir kayıt var. Onu açıp değiştirin.",
  },
  natural_id: {
    en: "An older version of the app made this under an id of its own. Correct it and save it again.",
    tr: "Uygulamanın eski bir sürümü bunu kendi verdiği bir kimlikle oluşturmuş. Düzeltip yeniden kaydedin.",
  },
  record_exists: ID_TAKEN,
  id_taken: ID_TAKEN,
};
