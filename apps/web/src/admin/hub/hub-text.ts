const en = {
  offlineTitle: "This needs the hub",
  offlineText: "The hub cannot be reached now. What this device knows by itself still shows.",
  asOf: (time: string) => `As of ${time}`,
  stale: (time: string) => `The hub does not answer; this is as of ${time}.`,
  refresh: "Refresh",
};

const tr: typeof en = {
  offlineTitle: "Bunun için merkez gerekli",
  offlineText: "Merkeze şu anda ulaşılamıyor. Bu aygıtın kendi bildikleri görünmeye devam eder.",
  asOf: (time) => `${time} itibarıyla`,
  stale: (time) => `Merkez yanıt vermiyor; görünenler ${time} itibarıyladır.`,
  refresh: "Yenile",
};

export const HUB_TEXT = { en, tr };
