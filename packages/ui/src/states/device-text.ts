import type { Label } from "@healthops/schema/field";

const NEW_DEVICE = {
  en: "The hub does not know this device any more. Sign out and in again; what waits stays here until then.",
  tr: "Merkez bu cihazı artık tanımıyor. Oturumu kapatıp yeniden açın; bekleyenler o zamana kadar burada durur.",
};

/** What the codes about a device's id and numbers mean, for problem-code-text.ts. */
export const DEVICE_WORDS: Readonly<Record<string, Label>> = {
  device_copied: {
    en: "This device is a copy of another one. All of its changes are kept; it goes on as a device of its own. Sign in here if you are asked to.",
    tr: "Bu cihaz başka bir cihazın kopyası. Tüm değişiklikler korunur; kendi başına bir cihaz olarak devam eder. İstenirse burada oturum açın.",
  },
  too_many_devices: {
    en: "You already use as many devices as one person may. What you typed stays here; ask an administrator to revoke devices that you no longer use.",
    tr: "Bir kişinin kullanabileceği kadar cihazınız zaten var. Yazdıklarınız burada durur; artık kullanmadığınız cihazları iptal etmesini bir yöneticiden isteyin.",
  },
  too_many_devices_today: {
    en: "You have begun on too many new devices today. What you typed stays here and is sent tomorrow, or once an administrator has revoked some of them.",
    tr: "Bugün çok fazla yeni cihazda başladınız. Yazdıklarınız burada durur; yarın ya da bir yönetici bazılarını iptal edince gönderilir.",
  },
  replica_of_other_person: NEW_DEVICE,
  sequence_gap: NEW_DEVICE,
};
