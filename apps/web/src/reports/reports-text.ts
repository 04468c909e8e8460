const en = {
  reports: "Reports",
  search: "Find a report",
  none: "No report like this",
  noneText: "Try another word.",
  unknown: "There is no such report",
  unknownText: "It may have another address now, or it is for other roles.",
  toReports: "All reports",
  everything: "Everything",
  device: "Data on this device",
  sync: "Sync and conflicts",
  kept: "Each report opens in a window of its own. Its filters stand in the address, so that it can be kept and shared.",
};

const tr: typeof en = {
  reports: "Raporlar",
  search: "Rapor bul",
  none: "Böyle bir rapor yok",
  noneText: "Başka bir sözcük deneyin.",
  unknown: "Böyle bir rapor yok",
  unknownText: "Adresi değişmiş olabilir ya da başka roller içindir.",
  toReports: "Tüm raporlar",
  everything: "Hepsi",
  device: "Bu cihazdaki veriler",
  sync: "Eşitleme ve çakışmalar",
  kept: "Her rapor kendi penceresinde açılır. Süzgeçleri adresinde durur; saklanabilir ve paylaşılabilir.",
};

/** The texts of the list of reports. */
export const REPORTS_TEXT = { en, tr } as const;
