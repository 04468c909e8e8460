/** Texts of the grid of cells. */
export const CELL_GRID_TEXT = {
  en: {
    keys: "Arrow keys move, typing replaces a cell, Enter goes down, Tab goes right, F2 edits, Delete clears. Shift selects a range, Ctrl+D fills down, Ctrl+R fills right, Ctrl+Enter fills the range with what is typed. Ctrl+C and Ctrl+V work with spreadsheets, Ctrl+Z undoes.",
    refused: (count: number, first: string) =>
      count === 1
        ? `One cell was left as it was: ${first}`
        : `${count} cells were left as they were. The first: ${first}`,
    nothingToUndo: "There is nothing to undo.",
    nothingToRedo: "There is nothing to do again.",
    notCopied: "The browser did not let the cells be copied.",
    marks: {
      note: "has a note",
      conflict: "has a conflict",
      waiting: "not sent yet",
      refused: "refused by the hub",
    },
  },
  tr: {
    keys: "Ok tuşları gezdirir, yazmak hücreyi değiştirir, Enter aşağı, Tab sağa gider, F2 düzenler, Delete siler. Shift aralık seçer, Ctrl+D aşağı, Ctrl+R sağa doldurur, Ctrl+Enter aralığı yazılanla doldurur. Ctrl+C ve Ctrl+V hesap tablolarıyla çalışır, Ctrl+Z geri alır.",
    refused: (count: number, first: string) =>
      count === 1
        ? `Bir hücre olduğu gibi kaldı: ${first}`
        : `${count} hücre olduğu gibi kaldı. İlki: ${first}`,
    nothingToUndo: "Geri alınacak bir şey yok.",
    nothingToRedo: "Yinelenecek bir şey yok.",
    notCopied: "Tarayıcı hücrelerin kopyalanmasına izin vermedi.",
    marks: {
      note: "notu var",
      conflict: "çakışması var",
      waiting: "henüz gönderilmedi",
      refused: "merkez reddetti",
    },
  },
};
