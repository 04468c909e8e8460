import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import { foldForSearch } from "@healthops/schema/search-text";

/** Names of the hub's sites by id. */
export async function siteNames(hub: Hub): Promise<ReadonlyMap<string, string>> {
  const { rows } = await hub.pool.query<{ id: string; name: string }>(
    "select id, name from data.sites where not deleted order by _sort_name, id",
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The site of that id or name; capitals and accents do not matter. Problem `unknown_site`. */
export async function findSite(hub: Hub, typed: string): Promise<string> {
  const sites = await siteNames(hub);
  if (sites.has(typed)) return typed;
  const wanted = foldForSearch(typed);
  const found = [...sites].filter(([, name]) => foldForSearch(name) === wanted);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first[0];
  const known = [...sites.values()].join(", ") || "none yet";
  throw new Problem({
    code: "unknown_site",
    status: 404,
    message:
      found.length > 1
        ? `Several sites are called ${typed}; give the id.`
        : `There is no site ${typed}. Known: ${known}.`,
  });
}
