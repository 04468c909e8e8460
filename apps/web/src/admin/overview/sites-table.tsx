import type { SiteOverview } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { adminPath } from "../parts/admin-path.ts";
import { toneOfSync } from "../devices/staleness.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { usePeopleBySite } from "../sites/use-site-counts.ts";
import { OVERVIEW_TEXT } from "./overview-text.ts";

/** A site with what the hub says of it, or only what this device knows. */
interface SiteRow {
  readonly siteId: string | null;
  readonly name: string;
  readonly people: number;
  readonly told: SiteOverview | null;
}

interface SitesTableProps {
  readonly sites: readonly SiteOverview[] | null;
  readonly now_ms: number;
}

/** Site by site: people, devices, how they keep up, what waits. */
export function SitesTable({ sites, now_ms }: SitesTableProps) {
  const texts = useTexts(OVERVIEW_TEXT);
  const rows = useRows(sites);
  const columns = useColumns(now_ms);
  const shown = sites === null ? columns.filter(({ name }) => LOCAL.has(name)) : columns;
  if (sites === null && rows.length === 0) return <LoadingState lines={3} />;
  return (
    <SmallTable
      label={texts.sites}
      columns={shown}
      rows={rows}
      keyOf={({ siteId }) => siteId ?? "none"}
    />
  );
}

const LOCAL = new Set(["site", "people"]);

function useRows(told: readonly SiteOverview[] | null): readonly SiteRow[] {
  const texts = useTexts(OVERVIEW_TEXT);
  const formats = useFormats();
  const identity = useIdentity();
  const people = usePeopleBySite();
  const held = valueOr(useList("sites", { limit: 500 }), null)?.records ?? [];
  if (told !== null) {
    return told
      .map((site) => ({
        siteId: site.siteId,
        name: site.name ?? texts.none,
        people: site.people,
        told: site,
      }))
      .toSorted(
        (a, b) =>
          Number(a.siteId === null) - Number(b.siteId === null) || formats.compare(a.name, b.name),
      );
  }
  return held
    .filter(({ id }) => hasRole(identity, "ADMIN") || identity.siteIds.includes(id))
    .map(({ id, content }) => ({
      siteId: id,
      name: String(content["name"]),
      people: people.get(id) ?? 0,
      told: null,
    }));
}

function useColumns(now_ms: number): readonly SmallColumn<SiteRow>[] {
  const texts = useTexts(OVERVIEW_TEXT);
  const formats = useFormats();
  const count = (n: number): string => formats.number(n, 0);
  const warned = (n: number) =>
    n === 0 ? (
      count(n)
    ) : (
      <span className="ho-chip" data-tone="warn">
        {count(n)}
      </span>
    );
  const sync = (at: string | null) =>
    at === null ? (
      "–"
    ) : (
      <span className="ho-chip" data-tone={toneOfSync(at, now_ms)} title={formats.moment(at)}>
        {formats.ago(Date.parse(at), now_ms)}
      </span>
    );
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const link = (section: string, { siteId }: SiteRow): string =>
    adminPath(section, isAdmin && siteId !== null ? { site: siteId } : {});
  return [
    { name: "site", title: texts.site, cell: ({ name }) => name },
    {
      name: "people",
      title: texts.people,
      align: "end",
      cell: (row) => {
        const disabled = row.told?.disabledPeople ?? 0;
        return (
          <>
            <AppLink href={link("people", row)}>{count(row.people)}</AppLink>
            {disabled === 0 ? null : <small>{texts.disabled(disabled)}</small>}
          </>
        );
      },
    },
    {
      name: "devices",
      title: texts.devices,
      align: "end",
      cell: (row) => <AppLink href={link("devices", row)}>{count(row.told?.devices ?? 0)}</AppLink>,
    },
    { name: "lastSync", title: texts.lastSync, cell: ({ told }) => sync(told?.lastSyncAt ?? null) },
    { name: "oldest", title: texts.oldest, cell: ({ told }) => sync(told?.stalestSyncAt ?? null) },
    {
      name: "waiting",
      title: texts.waiting,
      align: "end",
      cell: ({ told }) => count(told?.waiting ?? 0),
    },
    {
      name: "refused",
      title: texts.refused,
      align: "end",
      cell: ({ told }) => warned(told?.rejected ?? 0),
    },
    {
      name: "conflicts",
      title: texts.conflicts,
      align: "end",
      cell: ({ told }) => warned(told?.openConflicts ?? 0),
    },
  ];
}
