const en = {
  needs: "Needs attention",
  fine: "Everything is in order",
  fineText: "Devices keep up, nothing clashes, no job failed, the last backup is fresh.",
  fineSites: "Devices keep up and nothing clashes.",
  neverBackup: "No backup was ever made",
  oldBackup: (days: number) => `The last backup is ${days.toLocaleString("en-GB")} days old`,
  backupByJob:
    "Make one now: “Backup” under Jobs, or npx healthops backup on the hub's machine. The hub then makes one each day.",
  backupByHand:
    "This hub makes none by itself (HEALTHOPS_BACKUP_FOLDER). Make one with npx healthops backup on its machine.",
  fineOffline: "Nothing that this device knows of. The rest needs the hub.",
  staleDevices: (n: number, name: string) =>
    `${name}: a device has not synced for ${n} ${n === 1 ? "day" : "days"}`,
  openConflicts: (n: number) =>
    `${n.toLocaleString("en-GB")} open ${n === 1 ? "conflict" : "conflicts"} to decide`,
  rejected: (n: number) =>
    `${n.toLocaleString("en-GB")} refused ${n === 1 ? "change waits" : "changes wait"} for a decision`,
  failedJob: (title: string) => `The job “${title}” failed`,
  jobsOff: "This hub process runs no jobs",
  chainBroken: "The record of the past was altered",
  chainLost: "The record of the past lost what this device had noted of it",
  sealLate: (minutes: number) =>
    `Changes and events are not sealed: ${minutes.toLocaleString("en-GB")} min late`,
  headUntold: (n: number) =>
    `The address outside of the hub did not take the end of the audit chain, ${n.toLocaleString("en-GB")} times in a row`,
  diskLow: (free: string) => `Only ${free} of disk space is left at the hub`,
  look: "Look",
  sites: "By site",
  site: "Site",
  people: "People",
  devices: "Devices",
  lastSync: "Last sync",
  oldest: "Longest silent",
  waiting: "Waiting, as devices say",
  refused: "Refused, as devices say",
  conflicts: "Conflicts",
  none: "Without a site",
  disabled: (n: number) => `${n.toLocaleString("en-GB")} disabled`,
  known: "What this device knows",
  notices: "Notices",
  noticesText: "What everybody, or everybody at a site, should know.",
  noticesCount: (n: number) =>
    n === 1 ? "1 notice is on the board" : `${n.toLocaleString("en-GB")} notices are on the board`,
  board: "Open the board",
  newNotice: "New notice",
};

const tr: typeof en = {
  needs: "İlgi bekleyenler",
  fine: "Her şey yolunda",
  fineText: "Aygıtlar güncel, çakışma yok, hiçbir iş başarısız olmadı, son yedek yeni.",
  fineSites: "Aygıtlar güncel, çakışma yok.",
  neverBackup: "Hiç yedek alınmadı",
  oldBackup: (days) => `Son yedek ${days.toLocaleString("tr-TR")} günlük`,
  backupByJob:
    "Şimdi alın: İşler bölümünde “Yedekleme” ya da merkezin makinesinde npx healthops backup. Merkez sonra her gün bir yedek alır.",
  backupByHand:
    "Bu merkez kendiliğinden yedek almıyor (HEALTHOPS_BACKUP_FOLDER). Makinesinde npx healthops backup ile alın.",
  fineOffline: "Bu aygıtın bildiği kadarıyla yok. Gerisi için merkez gerekli.",
  staleDevices: (n, name) => `${name}: bir aygıt ${n} gündür eşitlenmedi`,
  openConflicts: (n) => `Karar bekleyen ${n.toLocaleString("tr-TR")} çakışma`,
  rejected: (n) => `${n.toLocaleString("tr-TR")} reddedilen değişiklik karar bekliyor`,
  failedJob: (title) => `“${title}” işi başarısız oldu`,
  jobsOff: "Merkezin bu süreci iş çalıştırmıyor",
  chainBroken: "Geçmişin kaydı değiştirilmiş",
  chainLost: "Geçmişin kaydı, bu cihazın not ettiğini yitirmiş",
  sealLate: (minutes) =>
    `Değişiklikler ve olaylar mühürlenmiyor: ${minutes.toLocaleString("tr-TR")} dk gecikti`,
  headUntold: (n) =>
    `Merkez dışındaki adres denetim zincirinin sonunu arka arkaya ${n.toLocaleString("tr-TR")} kez almadı`,
  diskLow: (free) => `Merkezde yalnızca ${free} disk alanı kaldı`,
  look: "Bak",
  sites: "Yerlere göre",
  site: "Yer",
  people: "Kişi",
  devices: "Aygıt",
  lastSync: "Son eşitleme",
  oldest: "En uzun sessiz",
  waiting: "Bekleyen (aygıtların dediği)",
  refused: "Reddedilen (aygıtların dediği)",
  conflicts: "Çakışma",
  none: "Yeri olmayanlar",
  disabled: (n) => `${n.toLocaleString("tr-TR")} devre dışı`,
  known: "Bu aygıtın bildikleri",
  notices: "Duyurular",
  noticesText: "Herkesin ya da bir yerdeki herkesin bilmesi gerekenler.",
  noticesCount: (n) => `Panoda ${n.toLocaleString("tr-TR")} duyuru var`,
  board: "Panoyu aç",
  newNotice: "Yeni duyuru",
};

export const OVERVIEW_TEXT = { en, tr };
