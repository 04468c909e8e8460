import { describe, expect, test } from "vitest";
import type { CellValue } from "./cell-value.ts";
import type { Sheet } from "./read-sheets.ts";
import { readSheets } from "./read-sheets.ts";
import { csvBlob } from "./write-csv.ts";
import { xlsxBlob } from "./write-xlsx.ts";

const ROWS: readonly (readonly CellValue[])[] = [
  ["Işıl Çağrı Öğüt", 12.5, true, new Date("2026-03-01"), null],
  ['a "quoted" & <b>; x', -3, false, new Date("2026-03-01T08:30:00Z"), "two\nlines"],
  ["=1+1", 1_000_000, true, null, "_x0041_ stays"],
];
const TITLES = ["Ad", "Süre", "Tamam", "Gün", "Not"];

async function reread(blob: Blob): Promise<readonly Sheet[]> {
  return (await readSheets(await blob.arrayBuffer())) ?? [];
}

describe("a spreadsheet that is written and read", () => {
  test("keeps texts, numbers, dates and yes or no", async () => {
    const columns = TITLES.map((title) => ({ title }));
    const blob = await xlsxBlob({
      sheets: [
        { name: "Egzersiz: 1/2", columns, rows: ROWS, landscape: true },
        { name: "egzersiz  1 2", columns: [{ title: "X", format: "0.00" }], rows: [[1]] },
      ],
    });
    const sheets = await reread(blob);
    expect(sheets.map(({ name }) => name)).toEqual(["Egzersiz  1 2", "egzersiz  1 2 2"]);
    expect(sheets[0]?.rows).toEqual([TITLES, ...ROWS]);
    expect(sheets[1]?.rows).toEqual([["X"], [1]]);
  });

  test("may come in portions, and be large", async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [`row ${at}`, at, Math.random()]);
    async function* portions() {
      for (let from = 0; from < rows.length; from += 1000) yield rows.slice(from, from + 1000);
    }
    const columns = [{ title: "a" }, { title: "b" }, { title: "c" }];
    const blob = await xlsxBlob({ sheets: [{ name: "Large", columns, rows: portions() }] });
    const sheets = await reread(blob);
    expect(sheets[0]?.rows.length).toBe(20_001);
    expect(sheets[0]?.rows[20_000]).toEqual(rows[19_999]);
  });
});

describe("a CSV file that is written and read", () => {
  test.each(["en", "tr"] as const)(
    "keeps its texts, whatever the separator (%s)",
    async (language) => {
      const blob = await csvBlob({ titles: TITLES, rows: ROWS, language });
      const sheets = await reread(blob);
      expect(sheets[0]?.rows).toEqual([
        TITLES,
        ["Işıl Çağrı Öğüt", language === "tr" ? "12,5" : "12.5", "true", "2026-03-01", null],
        ['a "quoted" & <b>; x', "-3", "false", "2026-03-01 08:30", "two\nlines"],
        ["=1+1", "1000000", "true", null, "_x0041_ stays"],
      ]);
    },
  );

  test("says that it is UTF-8", async () => {
    const blob = await csvBlob({ titles: ["ğ"], rows: [], language: "en" });
    expect([...new Uint8Array(await blob.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe("a file from elsewhere", () => {
  test("may be in the code page of older Turkish programs, or tabbed", async () => {
    const bytes = Uint8Array.from([0xdd, 0x6c, 0x3b, 0xfe, 0x0d, 0x0a, 0x31, 0x3b, 0x32]);
    const sheets = await reread(new Blob([bytes]));
    expect(sheets[0]?.rows).toEqual([
      ["İl", "ş"],
      ["1", "2"],
    ]);
    const tabbed = await reread(new Blob(["a\tb\n1\t2\n"]));
    expect(tabbed[0]?.rows[1]).toEqual(["1", "2"]);
  });

  test("that is no table is not read", async () => {
    expect(await readSheets(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]).buffer)).toBeNull();
    expect(await readSheets(Uint8Array.from([1, 0, 2, 0, 0]).buffer)).toBeNull();
  });
});
