const en = {
  title: "Regions",
  month: (month: string) => `Figures of ${month}`,
  all: "All regions",
  employees: "Employees",
  entries: "Entries",
  hours: "Hours",
  overtime: "Overtime",
  lastEntry: "Last entry",
  none: "none yet",
  pcs: "PCs",
  pcsOf: (region: string) => `PCs of ${region}`,
  noPcs: "No PC has synced in the last two weeks.",
  gone: (count: number) =>
    count === 1
      ? "One more was not seen for two weeks."
      : `${String(count)} more were not seen for two weeks.`,
  desktop: "Desktop program",
  unnamed: "Device",
  freshness: { fresh: "In sync", late: "Late", stale: "Stale" },
  waiting: (count: number) => `${String(count)} waiting`,
  refused: (count: number) => `${String(count)} refused`,
  states: { open: "Open", submitted: "Submitted", approved: "Approved", locked: "Locked" },
  toTimesheets: (region: string) => `Timesheets of ${region}`,
  fresh: (fresh: number, all: number) => `${String(fresh)} of ${String(all)} PCs in sync`,
  offline: (at: string | null) =>
    at === null
      ? "The hub cannot be reached, so nothing is known of the other PCs. The figures are what this device knows."
      : `The hub cannot be reached. PCs as of ${at}; the figures are what this device knows.`,
  failed: "The hub did not tell about the PCs.",
  noRegions: "No regions yet",
  noRegionsText: "An administrator adds sites; each region of the timesheets is one.",
  live: "Updates by itself",
};

const tr: typeof en = {
  title: "Bölgeler",
  month: (month) => `${month} rakamları`,
  all: "Tüm bölgeler",
  employees: "Çalışan",
  entries: "Kayıt",
  hours: "Saat",
  overtime: "Fazla mesai",
  lastEntry: "Son kayıt",
  none: "henüz yok",
  pcs: "Bilgisayarlar",
  pcsOf: (region) => `${region} bilgisayarları`,
  noPcs: "Son iki haftada eşitlenen bilgisayar yok.",
  gone: (count) => `${String(count)} aygıt daha iki haftadır görülmedi.`,
  desktop: "Masaüstü programı",
  unnamed: "Aygıt",
  freshness: { fresh: "Eşit", late: "Gecikti", stale: "Eskidi" },
  waiting: (count) => `${String(count)} bekliyor`,
  refused: (count) => `${String(count)} reddedildi`,
  states: { open: "Açık", submitted: "Gönderildi", approved: "Onaylandı", locked: "Kilitli" },
  toTimesheets: (region) => `${region} puantajı`,
  fresh: (fresh, all) => `${String(all)} bilgisayardan ${String(fresh)} tanesi eşit`,
  offline: (at) =>
    at === null
      ? "Merkeze ulaşılamıyor; diğer bilgisayarlar hakkında bilgi yok. Rakamlar bu aygıtın bildikleridir."
      : `Merkeze ulaşılamıyor. Bilgisayarlar ${at} itibarıyla; rakamlar bu aygıtın bildikleridir.`,
  failed: "Merkez bilgisayarlar hakkında bilgi vermedi.",
  noRegions: "Henüz bölge yok",
  noRegionsText: "Yönetici birim ekler; puantajın her bölgesi bir birimdir.",
  live: "Kendiliğinden güncellenir",
};

/** Texts of the region dashboard. */
export const REGIONS_TEXT = { en, tr };
