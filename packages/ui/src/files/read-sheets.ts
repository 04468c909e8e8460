import type { CellValue } from "./cell-value.ts";

export interface Sheet {
  /** As the file calls it; empty in a CSV file. */
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
}

/** What a spreadsheet would run, made harmless by our own export: `'=1+1`. */
const DISARMED = /^'(?=[=+\-@\t\r])/;

/** The tables in the bytes of a file, whatever its name says; null when they are none. */
export async function readSheets(bytes: ArrayBuffer): Promise<readonly Sheet[] | null> {
  const start = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  // Every .xlsx is a zip archive.
  const isArchive = start[0] === 0x50 && start[1] === 0x4b;
  try {
    return isArchive ? await readWorkbook(bytes) : await readText(bytes);
  } catch {
    return null;
  }
}

async function readWorkbook(bytes: ArrayBuffer): Promise<readonly Sheet[]> {
  const [{ unzipSync, zipSync }, { default: readXlsx }] = await Promise.all([
    import("fflate"),
    import("read-excel-file/universal"),
  ]);
  // Unpacked first: the library unpacks large parts in a worker made of text, which the content
  // security policy of the app forbids. What is stored without packing it reads by itself.
  const parts = unzipSync(new Uint8Array(bytes), {
    filter: ({ name }) => /\.(xml|rels)$/.test(name),
  });
  const stored = zipSync(parts, { level: 0 });
  const sheets = await readXlsx(new Blob([stored as Uint8Array<ArrayBuffer>]));
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    // The library declares the class of dates where it means dates.
    rows: withoutEmptyEnd(data as readonly (readonly unknown[])[] as CellValue[][]),
  }));
}

async function readText(bytes: ArrayBuffer): Promise<readonly Sheet[] | null> {
  const text = decode(bytes);
  if (text.includes("\0")) return null;
  const { default: papa } = await import("papaparse");
  const { data } = papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const rows = data.map((row) =>
    row.map((cell) => (cell === "" ? null : cell.replace(DISARMED, ""))),
  );
  return [{ name: "", rows: withoutEmptyEnd(rows) }];
}

/** Older Turkish programs write their own code page. */
function decode(bytes: ArrayBuffer): string {
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1254").decode(bytes);
  }
}

function withoutEmptyEnd(
  rows: readonly (readonly CellValue[])[],
): readonly (readonly CellValue[])[] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== null));
  return rows.slice(0, last + 1);
}
