/**
 * The number that a person typed: comma or dot before the decimals, spaces, dots or apostrophes
 * between thousands where no doubt is left. Null when it is none.
 */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll(/[\s'\u00a0\u202f]/g, "");
  if (plain === "") return null;
  const comma = plain.lastIndexOf(",");
  const dot = plain.lastIndexOf(".");
  const decimal = comma > dot ? "," : ".";
  const thousands = decimal === "," ? "." : ",";
  const grouped = comma >= 0 && dot >= 0;
  const ungrouped = grouped ? plain.replaceAll(thousands, "") : plain;
  const normal = ungrouped.replace(decimal, ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(normal) ? Number(normal) : null;
}

/** A number as it stands in an input: the language's decimal sign, nothing between thousands. */
export function numberInput(value: number | null, decimalSign: "." | ","): string {
  return value === null ? "" : String(value).replace(".", decimalSign);
}

/** A moment as `datetime-local` inputs want it, in the device's time zone, to the minute. */
export function localInput(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment of a `datetime-local` input; null when it is empty or not whole yet. */
export function momentOf(local: string): string | null {
  const time_ms = local === "" ? Number.NaN : Date.parse(local);
  return Number.isNaN(time_ms) ? null : new Date(time_ms).toISOString();
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
