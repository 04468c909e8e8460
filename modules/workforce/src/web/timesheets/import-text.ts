/** Texts of taking a month from a spreadsheet. */
export const IMPORT_TEXT = {
  en: {
    title: "Import from a spreadsheet",
    help: "A table as the export writes it: the days 1 to 31 as heads, one row an employee with number or name. Empty cells change nothing.",
    choose: "Choose a file",
    chooseAnother: "Another file",
    take: (count: number) => (count === 1 ? "Change 1 cell" : `Change ${count} cells`),
    done: (count: number) => (count === 1 ? "1 cell imported" : `${count} cells imported`),
    notUnderstood:
      "No row of the file has the days of a month as heads. Export the month to see how the table should look.",
    summary: (people: number, changed: number, same: number, faults: number) =>
      `${people === 1 ? "1 employee" : `${people} employees`}: ${changed} cells change, ${same} stay the same, ${faults} cannot be taken.`,
    faults: {
      unknown_employee: (row: number, text: string) =>
        `Row ${row}: nobody here is called or numbered “${text}”.`,
      ambiguous_employee: (row: number, text: string) =>
        `Row ${row}: several people are called “${text}”; add the number.`,
      cell: (row: number, text: string, day: number) =>
        `Row ${row}, day ${day}: “${text}” is no code, hours or times.`,
    },
    employee: "Employee",
    day: "Day",
    before: "Now",
    after: "File",
    more: (count: number) => `and ${count} more`,
  },
  tr: {
    title: "Tablodan içe aktar",
    help: "Dışa aktarılan biçimde bir tablo: başlıkta 1–31 günleri, her satırda sicil no ya da adıyla bir çalışan. Boş hücreler bir şey değiştirmez.",
    choose: "Dosya seç",
    chooseAnother: "Başka dosya",
    take: (count: number) => `${count} hücreyi değiştir`,
    done: (count: number) => `${count} hücre içe aktarıldı`,
    notUnderstood:
      "Dosyada başlığında ayın günleri olan bir satır yok. Tablonun biçimini görmek için ayı dışa aktarın.",
    summary: (people: number, changed: number, same: number, faults: number) =>
      `${people} çalışan: ${changed} hücre değişecek, ${same} aynı kalacak, ${faults} alınamıyor.`,
    faults: {
      unknown_employee: (row: number, text: string) =>
        `${row}. satır: “${text}” adında ya da sicilinde kimse yok.`,
      ambiguous_employee: (row: number, text: string) =>
        `${row}. satır: “${text}” adında birden çok kişi var; sicil no ekleyin.`,
      cell: (row: number, text: string, day: number) =>
        `${row}. satır, ${day}. gün: “${text}” kod, saat ya da saat aralığı değil.`,
    },
    employee: "Çalışan",
    day: "Gün",
    before: "Şimdi",
    after: "Dosya",
    more: (count: number) => `ve ${count} tane daha`,
  },
};
