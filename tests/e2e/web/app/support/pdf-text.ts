import { inflateSync } from "node:zlib";

/**
 * A page of a PDF: its size in points, and the letters on it in the order in which they are drawn,
 * without spaces: the browser places letters, not words.
 */
export interface PdfPage {
  readonly width_pt: number;
  readonly height_pt: number;
  readonly text: string;
}

/**
 * The pages of a PDF as the browser writes them: objects in plain sight, text by glyphs whose letters
 * each font's own table tells. Enough to find words; not a reader of PDFs from elsewhere.
 */
export function pdfPages(pdf: Buffer): readonly PdfPage[] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/u.test(head));
  return pages.map(({ head }) => {
    const box =
      /\/MediaBox\s*\[([^\]]+)\]/u.exec(head)?.[1]?.trim().split(/\s+/u).map(Number) ?? [];
    const fonts = fontsOf(head, objects);
    const contents = [
      ...(/\/Contents\s*(\[[^\]]*\]|\d+ 0 R)/u.exec(head)?.[1] ?? "").matchAll(/(\d+) 0 R/gu),
    ];
    const drawn = contents.map(([, id]) => objects.get(Number(id))?.stream ?? "").join("\n");
    return { width_pt: box[2] ?? 0, height_pt: box[3] ?? 0, text: textOf(drawn, fonts) };
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const plain = pdf.toString("latin1");
  const objects = new Map<number, PdfObject>();
  for (const found of plain.matchAll(/(?:^|\n)(\d+) 0 obj\s/gu)) {
    const start = found.index + found[0].length;
    const end = plain.indexOf("endobj", start);
    const body = plain.slice(start, end);
    const at = body.search(/stream\r?\n/u);
    if (at === -1) {
      objects.set(Number(found[1]), { head: body, stream: "" });
      continue;
    }
    const head = body.slice(0, at);
    const from = start + at + (body[at + 6] === "\r" ? 8 : 7);
    const length = Number(/\/Length (\d+)/u.exec(head)?.[1] ?? 0);
    const bytes = pdf.subarray(from, from + length);
    const packed = head.includes("/FlateDecode");
    objects.set(Number(found[1]), {
      head,
      stream: head.includes("/Image")
        ? ""
        : (packed ? inflateSync(bytes) : bytes).toString("latin1"),
    });
  }
  return objects;
}

type Letters = ReadonlyMap<number, string>;

/** The letters of each font of a page, by the name that the page gives it. */
function fontsOf(
  page: string,
  objects: ReadonlyMap<number, PdfObject>,
): ReadonlyMap<string, Letters> {
  const resources = /\/Resources\s+(\d+) 0 R/u.exec(page)?.[1];
  const head = resources === undefined ? page : (objects.get(Number(resources))?.head ?? "");
  const named = /\/Font\s*<<([^>]*)>>/u.exec(head)?.[1] ?? "";
  return new Map(
    [...named.matchAll(/\/(\w+) (\d+) 0 R/gu)].map(([, name = "", id]) => {
      const font = objects.get(Number(id))?.head ?? "";
      const table = /\/ToUnicode (\d+) 0 R/u.exec(font)?.[1];
      return [name, lettersOf(objects.get(Number(table))?.stream ?? "")];
    }),
  );
}

function lettersOf(table: string): Letters {
  const letters = new Map<number, string>();
  for (const [, block = ""] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/gu)) {
    for (const [, glyph = "", letter = ""] of block.matchAll(/<(\w+)> <(\w+)>/gu)) {
      letters.set(Number.parseInt(glyph, 16), fromHex(letter));
    }
  }
  for (const [, block = ""] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/gu)) {
    for (const [, first = "", last = "", letter = ""] of block.matchAll(
      /<(\w+)> <(\w+)> <(\w+)>/gu,
    )) {
      const begin = Number.parseInt(first, 16);
      for (let glyph = begin; glyph <= Number.parseInt(last, 16); glyph += 1) {
        letters.set(glyph, String.fromCodePoint(Number.parseInt(letter, 16) + glyph - begin));
      }
    }
  }
  return letters;
}

function fromHex(hex: string): string {
  return String.fromCharCode(
    ...(hex.match(/.{4}/gu) ?? []).map((unit) => Number.parseInt(unit, 16)),
  );
}

/** The letters of all glyphs, one after another. */
function textOf(drawn: string, fonts: ReadonlyMap<string, Letters>): string {
  let letters: Letters = new Map();
  let text = "";
  for (const [, font, hex] of drawn.matchAll(/\/(\w+) [\d.]+ Tf|<(\w+)>/gu)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    for (const glyph of hex?.match(/.{4}/gu) ?? []) {
      text += letters.get(Number.parseInt(glyph, 16)) ?? "";
    }
  }
  // Some letters are drawn joined: ﬁ.
  return text.normalize("NFKC").replaceAll(/\s+/gu, "");
}
