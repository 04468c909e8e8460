import type { Label } from "@healthops/schema/field";

const NEW_DEVICE = {
  en: "The hub does not know this device any more. Sign out and in again; what waits stays here until then.",
  tr: "Merkez bu cihazı artık tanımıyor. Oturumu kapatıp yeniden açın; bekleyenler o zamana kadar burada durur.",
};

/** What the codes about a device's id and numbers mean, for problem-words.ts. */
export const DEVICE_WORDS: Readonly<Record<string, Label>> = {
  device_copied: {
    en: "This device is a copy of another one. All of its changes are kept; it goes on as a device of its own. Sign in here if you are asked to.",
    tr: "Bu cihaz başka bir cihazın kopyası. Tüm değişiklikler korunur; kendi başına bir cihaz olarak devam eder. İstenirse burada oturum açın.",
  },
  replica_of_other_person: NEW_DEVICE,
  sequence_gap: NEW_DEVICE,
};
