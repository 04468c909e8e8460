const en = {
  kind: "Kind of record",
  part: "Part",
  records: "Records",
  share: "Share, %",
  newest: "Newest change",
  unsent: "Not sent",
  byKind: "Records by kind",
  chart: "Records on this device",
  all: "Records in all",
  kinds: "Kinds with records",
  notes: [
    "Counts are of records that this person may see and that this device holds, with changes that wait here.",
    "The newest change is the hub's time of the record that changed last. “Not sent” counts records with changes that the hub has not accepted yet.",
    "Shares are rounded to one decimal, so that they may not add up to exactly 100.",
  ],
};

const tr: typeof en = {
  kind: "Kayıt türü",
  part: "Bölüm",
  records: "Kayıt",
  share: "Pay, %",
  newest: "En yeni değişiklik",
  unsent: "Gönderilmemiş",
  byKind: "Türlere göre kayıtlar",
  chart: "Bu cihazdaki kayıtlar",
  all: "Toplam kayıt",
  kinds: "Kaydı olan tür",
  notes: [
    "Sayılar, bu kişinin görebildiği ve bu cihazda bulunan kayıtlardır; burada bekleyen değişiklikler de dahildir.",
    "En yeni değişiklik, en son değişen kaydın merkezdeki zamanıdır. “Gönderilmemiş”, merkezin henüz kabul etmediği değişikliği olan kayıtları sayar.",
    "Paylar bir ondalığa yuvarlanır; toplamları tam 100 olmayabilir.",
  ],
};

/** The texts of the report about this device's data. */
export const DEVICE_TEXT = { en, tr } as const;
