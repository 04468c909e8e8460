import { Problem } from "@healthops/base/problem";
import type { Queryable } from "@healthops/hub/database/pool";
import { foldForSearch } from "@healthops/schema/search-text";

/** The hub's regions by name; capitals, accents and the Turkish i's do not matter. */
export class Regions {
  readonly #byName = new Map<string, string | null>();
  readonly #nameOf = new Map<string, string>();

  constructor(sites: readonly { readonly id: string; readonly name: string }[]) {
    for (const { id, name } of sites) {
      const folded = foldForSearch(name).trim();
      this.#nameOf.set(id, name);
      // Two of one name: nobody can tell which is meant.
      this.#byName.set(folded, this.#byName.has(folded) ? null : id);
    }
  }

  /** The site of that name; null when there is none, or several. */
  named(name: string): string | null {
    return this.#byName.get(foldForSearch(name).trim()) ?? null;
  }

  nameOf(siteId: string): string {
    return this.#nameOf.get(siteId) ?? siteId;
  }

  get ids(): readonly string[] {
    return [...this.#nameOf.keys()];
  }

  get names(): string {
    return [...this.#nameOf.values()].join(", ") || "none yet";
  }
}

/** All regions there are. */
export async function readRegions(db: Queryable): Promise<Regions> {
  const { rows } = await db.query<{ id: string; name: string }>(
    "select id, name from data.sites where not deleted order by name, id",
  );
  return new Regions(rows);
}

/**
 * The region that a request is about: the one it names, else the key's. Null for a key of all regions
 * that names none. Problems: `unknown_region` (422), `region_not_allowed` (403).
 */
export function regionOfRequest(
  regions: Regions,
  keySiteId: string | null,
  named: string | null,
): string | null {
  if (named === null) return keySiteId;
  const siteId = regions.named(named);
  if (siteId === null) {
    throw new Problem({
      code: "unknown_region",
      status: 422,
      message: `The header X-Region names no region of this hub. Known: ${regions.names}.`,
    });
  }
  if (keySiteId !== null && keySiteId !== siteId) {
    throw new Problem({
      code: "region_not_allowed",
      status: 403,
      message: `This key opens ${regions.nameOf(keySiteId)} only. Use the key of the region that X-Region names, or leave the header out.`,
    });
  }
  return siteId;
}

/**
 * A header's text as the program meant it: programs send UTF-8, Latin 1 or percent-encoded text, HTTP
 * knows only bytes. Null when it is absent or empty.
 */
export function headerText(value: string | string[] | undefined): string | null {
  const raw = Array.isArray(value) ? value[0] : value;
  if (raw === undefined) return null;
  const bytes = Buffer.from(raw, "latin1");
  let text = raw;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Latin 1, as it stands.
  }
  if (/%[0-9a-f]{2}/i.test(text)) {
    try {
      text = decodeURIComponent(text);
    } catch {
      // A percent sign of its own.
    }
  }
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}
