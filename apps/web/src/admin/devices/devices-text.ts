const count = (n: number): string =>
  `${n.toLocaleString("en-GB")} ${n === 1 ? "change" : "changes"}`;

const en = {
  title: "Devices",
  device: "Device",
  person: "Person",
  site: "Site",
  lastSync: "Last sync",
  waiting: "Waiting",
  refused: "Refused",
  version: "Version",
  deeds: "Deeds",
  never: "Never",
  unknown: "not told",
  says: (value: string) => `says: ${value}`,
  itsWord:
    "What a device says of itself (name, version, what waits, what was refused) is its own word: the hub cannot check it.",
  unnamed: "Unknown device",
  current: "up to date",
  outdated: "older than the hub",
  states: {
    active: "In use",
    revoked: "Revoked",
    wipe_ordered: "Wipe ordered",
    wiped: "Wiped",
  },
  anyState: "Any state",
  state: "State",
  anySite: "Every site",
  anybody: "Anybody",
  emptyTitle: "No devices",
  emptyText: "Devices appear here once somebody has signed in on them.",
  noMatch: "No device fits these filters.",
  shown: (n: number) => `${n.toLocaleString("en-GB")} ${n === 1 ? "device" : "devices"}`,
  lost: (n: number) => `says: ${count(n)} lost`,
  revoke: "Revoke",
  wipe: "Wipe",
  allow: "Allow again",
  audit: "Changes",
  revokeTitle: (device: string) => `Revoke ${device}?`,
  revokeText: (person: string) =>
    `${person} is signed out on this device at once, and nobody can sync with it until it is allowed again. Other devices go on.`,
  revokeKeeps: (n: number | null) =>
    n === null
      ? "It never told whether changes wait on it. They stay on the device and are sent once it is allowed again."
      : n === 0
        ? "When it last told, no changes waited on it."
        : `${count(n)} waited on it when it last told. They stay on the device and are sent once it is allowed again.`,
  revoked: "The device was revoked",
  wipeTitle: (device: string) => `Wipe ${device}?`,
  wipeText: (person: string) =>
    `The data of ${person} is erased on this device the next time it reaches the hub. What the hub has stays.`,
  wipeLoses: (n: number | null) =>
    n === null
      ? "It never told whether changes wait on it: all that were not sent are lost for ever."
      : n === 0
        ? "When it last told, no changes waited on it. What was entered since then is lost for ever."
        : `${count(n)} that wait on it will be lost for ever, and what was entered since it last told.`,
  wiped: "The wipe was ordered. It happens when the device next reaches the hub.",
  allowTitle: (device: string) => `Allow ${device} again?`,
  allowText: "It can sign in and sync again. Changes that wait on it are sent.",
  allowed: "The device is allowed again",
  toConfirm: (word: string) => `Type ${word} to confirm`,
  reason: "Reason (kept in the audit)",
  self: "This is the device that you work on.",
};

const adet = (n: number): string => `${n.toLocaleString("tr-TR")} değişiklik`;

const tr: typeof en = {
  title: "Aygıtlar",
  device: "Aygıt",
  person: "Kişi",
  site: "Yer",
  lastSync: "Son eşitleme",
  waiting: "Bekleyen",
  refused: "Reddedilen",
  version: "Sürüm",
  deeds: "İşlemler",
  never: "Hiç",
  unknown: "bildirmedi",
  says: (value) => `dediği: ${value}`,
  itsWord:
    "Bir aygıtın kendisi için dedikleri (adı, sürümü, bekleyenler, reddedilenler) kendi sözüdür: merkez bunları denetleyemez.",
  unnamed: "Bilinmeyen aygıt",
  current: "güncel",
  outdated: "merkezden eski",
  states: {
    active: "Kullanımda",
    revoked: "Erişimi kaldırıldı",
    wipe_ordered: "Silinecek",
    wiped: "Silindi",
  },
  anyState: "Tüm durumlar",
  state: "Durum",
  anySite: "Tüm yerler",
  anybody: "Herkes",
  emptyTitle: "Aygıt yok",
  emptyText: "Biri bir aygıtta oturum açınca o aygıt burada görünür.",
  noMatch: "Bu süzgeçlere uyan aygıt yok.",
  shown: (n) => `${n.toLocaleString("tr-TR")} aygıt`,
  lost: (n) => `dediği: ${adet(n)} kayboldu`,
  revoke: "Erişimi kaldır",
  wipe: "Sil",
  allow: "Yeniden izin ver",
  audit: "Değişiklikler",
  revokeTitle: (device) => `${device} için erişim kaldırılsın mı?`,
  revokeText: (person) =>
    `${person} bu aygıtta hemen oturumdan çıkar ve yeniden izin verilene dek kimse onunla eşitleyemez. Öteki aygıtlar çalışmayı sürdürür.`,
  revokeKeeps: (n) =>
    n === null
      ? "Üzerinde bekleyen değişiklik olup olmadığını hiç bildirmedi. Varsa aygıtta kalır, yeniden izin verilince gönderilir."
      : n === 0
        ? "Son bildirdiğinde üzerinde bekleyen değişiklik yoktu."
        : `Son bildirdiğinde üzerinde ${adet(n)} bekliyordu. Aygıtta kalır, yeniden izin verilince gönderilir.`,
  revoked: "Aygıtın erişimi kaldırıldı",
  wipeTitle: (device) => `${device} silinsin mi?`,
  wipeText: (person) =>
    `${person} kişisinin verileri, aygıt merkeze bir sonraki ulaşmasında bu aygıttan silinir. Merkezdekiler kalır.`,
  wipeLoses: (n) =>
    n === null
      ? "Üzerinde bekleyen değişiklik olup olmadığını hiç bildirmedi: gönderilmemiş ne varsa sonsuza dek kaybolur."
      : n === 0
        ? "Son bildirdiğinde üzerinde bekleyen değişiklik yoktu. O zamandan beri girilenler sonsuza dek kaybolur."
        : `Üzerinde bekleyen ${adet(n)} ve son bildirdiğinden beri girilenler sonsuza dek kaybolur.`,
  wiped: "Silme istendi. Aygıt merkeze bir sonraki ulaşmasında gerçekleşir.",
  allowTitle: (device) => `${device} için yeniden izin verilsin mi?`,
  allowText: "Yeniden oturum açıp eşitleyebilir. Üzerinde bekleyen değişiklikler gönderilir.",
  allowed: "Aygıta yeniden izin verildi",
  toConfirm: (word) => `Onaylamak için ${word} yazın`,
  reason: "Neden (denetimde saklanır)",
  self: "Bu, üzerinde çalıştığınız aygıt.",
};

export const DEVICES_TEXT = { en, tr };
