function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
}

function sayi(n: number): string {
  return n.toLocaleString("tr-TR");
}

const en = {
  title: (many: string) => `Import: ${many}`,
  drop: "Drop a file here",
  dropText: "Excel (.xlsx), CSV or text with tabs. Nothing is written before you have seen it.",
  choose: "Choose a file",
  reading: "Reading the file",
  another: "Another file",
  sheet: "Sheet",
  columns: "Columns",
  columnsText: "Which field each column of the file goes into.",
  leaveOut: "– leave out –",
  idColumn: "Id of the record",
  example: (text: string) => `e.g. ${text}`,
  match: "Records that are here already",
  matchNone: "Every row is a new record",
  matchId: "Found by the id",
  matchFields: "Found by these fields",
  matchKey: (labels: readonly string[]) => `Found by ${labels.join(" and ")}`,
  checking: "Checking the rows",
  kinds: { new: "New", changed: "Changed", unchanged: "Unchanged", refused: "With errors" },
  all: "All",
  line: "Line",
  outcome: "Outcome",
  problem: "What is wrong",
  more: (n: number) => `and ${count(n, "more row")}`,
  noRows: "No rows of this kind.",
  downloadErrors: "Download errors",
  emptyFile: "There are no rows in this file.",
  import: (n: number) => `Import ${count(n, "row")}`,
  importing: "Importing",
  undoing: "Taking the import back",
  done: (made: number, changed: number) =>
    [
      ...(made > 0 ? [`${count(made, "record")} added`] : []),
      ...(changed > 0 ? [`${count(changed, "record")} changed`] : []),
    ].join(", "),
  refusedLater: (n: number) => `${count(n, "row")} could not be written.`,
  stopped: "Stopped:",
  undone: (n: number) => `Import taken back: ${count(n, "record")}`,
  faults: {
    not_number: "is not a number",
    not_yes_no: "is neither yes nor no",
    not_day: "is not a day",
    not_moment: "is not a day with a time",
    not_choice: "is none of the choices",
    not_json: "is not valid JSON",
    no_record: "names no record on this device",
    ambiguous: "names more than one record",
    fixed: "cannot be changed later",
    not_permitted: "You may not write this record.",
    unknown_id: "There is no record with this id on this device.",
    twice: "The same record stands further up in the file.",
    many: "More than one record fits these fields.",
  },
};

export type ImportText = typeof en;

const tr: ImportText = {
  title: (many) => `İçe aktar: ${many}`,
  drop: "Dosyayı buraya bırakın",
  dropText: "Excel (.xlsx), CSV ya da sekmeli metin. Siz görmeden hiçbir şey yazılmaz.",
  choose: "Dosya seç",
  reading: "Dosya okunuyor",
  another: "Başka dosya",
  sheet: "Sayfa",
  columns: "Sütunlar",
  columnsText: "Dosyadaki her sütunun hangi alana yazılacağı.",
  leaveOut: "– atla –",
  idColumn: "Kaydın kimliği",
  example: (text) => `örn. ${text}`,
  match: "Zaten var olan kayıtlar",
  matchNone: "Her satır yeni bir kayıt",
  matchId: "Kimliğiyle bulunsun",
  matchFields: "Şu alanlarla bulunsun",
  matchKey: (labels) => `Şunlarla bulunsun: ${labels.join(" ve ")}`,
  checking: "Satırlar denetleniyor",
  kinds: { new: "Yeni", changed: "Değişen", unchanged: "Aynı kalan", refused: "Hatalı" },
  all: "Tümü",
  line: "Satır",
  outcome: "Sonuç",
  problem: "Sorun",
  more: (n) => `ve ${sayi(n)} satır daha`,
  noRows: "Bu türden satır yok.",
  downloadErrors: "Hataları indir",
  emptyFile: "Bu dosyada satır yok.",
  import: (n) => `${sayi(n)} satırı içe aktar`,
  importing: "İçe aktarılıyor",
  undoing: "İçe aktarma geri alınıyor",
  done: (made, changed) =>
    [
      ...(made > 0 ? [`${sayi(made)} kayıt eklendi`] : []),
      ...(changed > 0 ? [`${sayi(changed)} kayıt değişti`] : []),
    ].join(", "),
  refusedLater: (n) => `${sayi(n)} satır yazılamadı.`,
  stopped: "Durduruldu:",
  undone: (n) => `İçe aktarma geri alındı: ${sayi(n)} kayıt`,
  faults: {
    not_number: "bir sayı değil",
    not_yes_no: "ne evet ne hayır",
    not_day: "bir gün değil",
    not_moment: "gün ve saat değil",
    not_choice: "seçeneklerden biri değil",
    not_json: "geçerli JSON değil",
    no_record: "bu cihazda böyle bir kayıt yok",
    ambiguous: "birden çok kayda uyuyor",
    fixed: "sonradan değiştirilemez",
    not_permitted: "Bu kaydı yazma yetkiniz yok.",
    unknown_id: "Bu cihazda bu kimlikte bir kayıt yok.",
    twice: "Aynı kayıt dosyada daha yukarıda da var.",
    many: "Bu alanlara birden çok kayıt uyuyor.",
  },
};

/** What the import says. */
export const IMPORT_TEXT = { en, tr };
