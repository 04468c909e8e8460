import Table from "cli-table3";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longer texts are cut with an ellipsis. Default: 48 characters. */
  readonly max?: number;
}

const NONE = "";
const PLAIN = {
  top: NONE,
  "top-mid": NONE,
  "top-left": NONE,
  "top-right": NONE,
  bottom: NONE,
  "bottom-mid": NONE,
  "bottom-left": NONE,
  "bottom-right": NONE,
  left: NONE,
  "left-mid": NONE,
  mid: NONE,
  "mid-mid": NONE,
  right: NONE,
  "right-mid": NONE,
  middle: "  ",
};

/** A table for people: aligned columns under their titles, without lines. */
export function tableText(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    chars: PLAIN,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: columns.map(({ align }) => align ?? "left"),
  });
  for (const row of rows) table.push(row.map((cell, index) => cut(cell, columns[index]?.max)));
  const lines = table.toString().split("\n");
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** Names and what belongs to them, one pair a line. */
export function pairsText(pairs: readonly (readonly [name: string, text: string])[]): string {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join("");
}

function cut(text: string, max = 48): string {
  // Control characters of somebody's text must not command the terminal.
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  const characters = [...line];
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join("")}…`;
}
