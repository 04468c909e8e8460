import type { CellValue } from "./cell-value.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The longest text that a cell takes. */
const TEXT_MAX = 32_767;
const SHEET_NAME_MAX = 31;
/** Days from the spreadsheet's day 0 to 1 January 1970. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;
/** Own number formats begin here; smaller ids are built in. */
const FORMAT_BASE = 164;
/** Styles before those of the formats: plain, head. */
const STYLE_BASE = 2;
const HEAD_STYLE = 1;

export const DAY_FORMAT = "yyyy-mm-dd";
export const MOMENT_FORMAT = "yyyy-mm-dd hh:mm";

/** What a sheet needs to know before its first row. */
export interface SheetShape {
  readonly columns: readonly { readonly title: string; readonly format?: string }[];
  /** In characters, one a column. */
  readonly widths: readonly number[];
  readonly landscape: boolean;
  readonly freeze: boolean;
}

/** The parts of the package that list the others. `names` are the sheets' names, as shown. */
export function packageParts(
  names: readonly string[],
  formats: readonly string[],
): ReadonlyMap<string, string> {
  const each = (write: (name: string, at: number) => string): string => names.map(write).join("");
  return new Map([
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${each((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      "_rels/.rels",
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${each((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)}</sheets><definedNames>${each((name, at) => `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${escapeXml(name).replaceAll("'", "''")}'!$1:$1</definedName>`)}</definedNames></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ["xl/styles.xml", stylesXml(formats)],
  ]);
}

function stylesXml(formats: readonly string[]): string {
  const known = formats
    .map((code, at) => `<numFmt numFmtId="${FORMAT_BASE + at}" formatCode="${escapeXml(code)}"/>`)
    .join("");
  const used = formats
    .map(
      (_, at) =>
        `<xf numFmtId="${FORMAT_BASE + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    )
    .join("");
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${known}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6EEEF"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${STYLE_BASE + formats.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center"/></xf>${used}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** A sheet from its beginning to its head row, the rows still to come. */
export function sheetStart(shape: SheetShape, isFirst: boolean): string {
  const pane = shape.freeze
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    : "";
  const columns = shape.widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  const head = shape.columns
    .map(({ title }, at) => textCell(`${letters(at)}1`, title, HEAD_STYLE))
    .join("");
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">${pane}</sheetView></sheetViews>${columns === "" ? "" : `<cols>${columns}</cols>`}<sheetData><row r="1">${head}</row>`;
}

/** The end of a sheet that has so many rows under its head. */
export function sheetEnd(shape: SheetShape, rows: number): string {
  const last = letters(Math.max(0, shape.columns.length - 1));
  const filter = shape.columns.length === 0 ? "" : `<autoFilter ref="A1:${last}${rows + 1}"/>`;
  const orientation = shape.landscape ? "landscape" : "portrait";
  return `</sheetData>${filter}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

/** One row; `place` counts from 0 under the head. `formats` are those of the whole book. */
export function rowXml(
  cells: readonly CellValue[],
  place: number,
  shape: SheetShape,
  formats: readonly string[],
): string {
  const row = place + 2;
  let xml = `<row r="${row}">`;
  for (const [at, value] of cells.entries()) {
    xml += cellXml(`${letters(at)}${row}`, value, shape.columns[at]?.format, formats);
  }
  return `${xml}</row>`;
}

function cellXml(
  ref: string,
  value: CellValue,
  format: string | undefined,
  formats: readonly string[],
): string {
  const style = (code: string | undefined): string =>
    code === undefined ? "" : ` s="${STYLE_BASE + formats.indexOf(code)}"`;
  if (typeof value === "number") {
    return Number.isFinite(value) ? `<c r="${ref}"${style(format)}><v>${value}</v></c>` : "";
  }
  if (typeof value === "boolean") return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (value instanceof Date) {
    const time_ms = value.getTime();
    if (Number.isNaN(time_ms)) return "";
    const code = format ?? (time_ms % DAY_MS === 0 ? DAY_FORMAT : MOMENT_FORMAT);
    return `<c r="${ref}"${style(code)}><v>${time_ms / DAY_MS + EPOCH_DAYS}</v></c>`;
  }
  return value === null || value === "" ? "" : textCell(ref, value, 0);
}

function textCell(ref: string, text: string, style: number): string {
  const shown = style === 0 ? "" : ` s="${style}"`;
  return `<c r="${ref}" t="inlineStr"${shown}><is><t xml:space="preserve">${escapeXml(cellText(text))}</t></is></c>`;
}

/** Characters that XML has no place for are written as `_x000D_`, so what looks like that is too. */
function cellText(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .toWellFormed()
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "_x000D_");
}

function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- exactly these may not stand in XML
      .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

/** `A` for 0, `Z` for 25, `AA` for 26. */
function letters(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? "" : letters(rest)) + String.fromCharCode(65 + (column % 26));
}

/** Names that a spreadsheet program takes for sheets: short, without its own signs, no two alike. */
export function sheetNames(wished: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const wish of wished) {
    const plain =
      wish
        .replaceAll(/[[\]:*?/\\]/g, " ")
        .replace(/^'+|'+$/g, "")
        .trim() || "Sheet";
    let name = plain.slice(0, SHEET_NAME_MAX);
    const taken = (one: string): boolean =>
      names.some((known) => known.toLowerCase() === one.toLowerCase());
    for (let number = 2; taken(name); number++) {
      const end = ` ${number}`;
      name = plain.slice(0, SHEET_NAME_MAX - end.length) + end;
    }
    names.push(name);
  }
  return names;
}
