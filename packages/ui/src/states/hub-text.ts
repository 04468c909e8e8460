import type { Label } from "@healthops/schema/field";

/** What is meant when the hub is another one than this device last knew. */
export const HUB_WORDS: Readonly<Record<string, Label>> = {
  hub_restored: {
    en: "The hub was restored from a backup. This device takes its state over and sends again what the hub lost.",
    tr: "Merkez bir yedekten geri yüklendi. Bu cihaz onun durumunu alır ve merkezin kaybettiklerini yeniden gönderir.",
  },
  hub_behind: {
    en: "The hub went on from a copy that lacks the newest changes. This device takes its state over and sends again what the hub lost.",
    tr: "Merkez, en yeni değişikliklerin bulunmadığı bir kopyadan devam etti. Bu cihaz onun durumunu alır ve merkezin kaybettiklerini yeniden gönderir.",
  },
  line_changed: {
    en: "The hub goes on from a copy of its database. This device looks what it has, then sends.",
    tr: "Merkez, veritabanının bir kopyasından devam ediyor. Bu cihaz önce onda ne olduğuna bakar, sonra gönderir.",
  },
  hub_older: {
    en: "The hub is still of an older version than this app. Your changes are kept here and sent when it is up to date.",
    tr: "Merkez hâlâ bu uygulamadan eski bir sürümde. Değişiklikleriniz burada saklanır ve merkez güncellenince gönderilir.",
  },
};
