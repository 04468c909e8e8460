import { Button, Group } from "@mantine/core";
import type { SiteOverview, SiteOverviewList } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import { idsIn } from "@healthops/schema/scope";
import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { FormDialog } from "@healthops/ui/forms/form-dialog.tsx";
import { RecordForm } from "@healthops/ui/forms/record-form.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ValueView } from "@healthops/ui/values/value-view.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { useFirstSync } from "@healthops/ui/data/use-first-sync";
import { ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import { toneOfSync } from "../devices/staleness.ts";
import { useHub } from "../hub/use-hub.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { ClosedChip, CloseSite } from "./close-site.tsx";
import { SITES_TEXT } from "./sites-text.ts";
import { usePeopleBySite } from "./use-site-counts.ts";

const EVERY_MS = 60_000;

/** The sites with who and what belongs to them; they are records, so they change offline too. */
export function SitesSection() {
  const texts = useTexts(SITES_TEXT);
  const collection = useCollection("sites");
  const identity = useIdentity();
  const isAdmin = hasRole(identity, "ADMIN");
  const sites = useList("sites", { limit: 500 });
  // Null: closed. Without a record: a new one.
  const [form, setForm] = useState<{ readonly record: StoredRecord | null } | null>(null);
  const columns = useColumns(isAdmin ? (record) => setForm({ record }) : null);
  const close = (): void => setForm(null);
  // Every site's name is shared, for records refer to them; managers look after their own.
  const shown =
    sites.state === "ready"
      ? sites.value.records.filter(({ id }) => isAdmin || identity.siteIds.includes(id))
      : [];
  return (
    <div className={classes["scroll"]}>
      {isAdmin ? (
        <div className={classes["quick"]}>
          <span className="ho-spacer" />
          <Button
            size="xs"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setForm({ record: null })}
          >
            {texts.add}
          </Button>
        </div>
      ) : null}
      <div className="ho-card">
        {sites.state === "loading" ? (
          <LoadingState />
        ) : sites.state === "failed" ? (
          <ErrorState error={sites.error} />
        ) : shown.length === 0 ? (
          <EmptyList
            icon={<IconBuilding size={24} stroke={1.5} />}
            title={texts.emptyTitle}
            text={texts.emptyText}
          />
        ) : (
          <SmallTable label={texts.title} columns={columns} rows={shown} keyOf={({ id }) => id} />
        )}
      </div>
      <FormDialog
        opened={form !== null}
        onClose={close}
        title={form?.record === null ? texts.add : texts.edit}
      >
        {form === null ? null : (
          <RecordForm
            collection={collection}
            record={form.record}
            onSaved={close}
            onCancel={close}
          />
        )}
      </FormDialog>
    </div>
  );
}

function useColumns(
  onEdit: ((site: StoredRecord) => void) | null,
): readonly SmallColumn<StoredRecord>[] {
  const texts = useTexts(SITES_TEXT);
  const formats = useFormats();
  const named = useNamed();
  const people = usePeopleBySite();
  const arrived = useFirstSync() === "over";
  const asked = useHub<SiteOverviewList>("/api/v1/hub/sites", EVERY_MS);
  const known = (site: StoredRecord): SiteOverview | null =>
    asked.value?.sites.find(({ siteId }) => siteId === site.id) ?? null;
  // The hub counts who works at several sites at each of them; this device by the main one.
  const peopleAt = (site: StoredRecord): number => {
    const told = known(site);
    return told === null ? (people.get(site.id) ?? 0) : told.people + told.disabledPeople;
  };
  return [
    ...named,
    {
      name: "people",
      title: texts.people,
      align: "end",
      cell: (site) => {
        const disabled = known(site)?.disabledPeople ?? 0;
        return (
          <>
            <AppLink href={adminPath("people", onEdit === null ? {} : { site: site.id })}>
              {arrived ? formats.number(peopleAt(site)) : "–"}
            </AppLink>
            {disabled === 0 ? null : <small>{texts.disabled(disabled)}</small>}
          </>
        );
      },
    },
    {
      name: "devices",
      title: texts.devices,
      align: "end",
      cell: (site) => {
        const devices = known(site)?.devices;
        if (devices === undefined) return "–";
        return (
          <AppLink href={adminPath("devices", onEdit === null ? {} : { site: site.id })}>
            {formats.number(devices)}
          </AppLink>
        );
      },
    },
    {
      name: "lastSync",
      title: texts.lastSync,
      cell: (site) => {
        const at = known(site)?.lastSyncAt ?? null;
        if (at === null) return "–";
        return (
          <span className="ho-chip" data-tone={toneOfSync(at, Date.now())}>
            {formats.ago(Date.parse(at), Date.now())}
          </span>
        );
      },
    },
    ...(onEdit === null ? [] : [deedsColumn(texts, onEdit)]),
  ];
}

function deedsColumn(
  texts: { readonly deeds: string; readonly edit: string },
  onEdit: (site: StoredRecord) => void,
): SmallColumn<StoredRecord> {
  return {
    name: "deeds",
    title: texts.deeds,
    deeds: true,
    cell: (site) => (
      <Group gap={6} wrap="nowrap" justify="flex-end">
        <CloseSite site={site} />
        <Button size="compact-sm" variant="default" onClick={() => onEdit(site)}>
          {texts.edit}
        </Button>
      </Group>
    ),
  };
}

function useNamed(): readonly SmallColumn<StoredRecord>[] {
  const texts = useTexts(SITES_TEXT);
  const { kind, modules } = useCollection("sites").fields;
  return [
    {
      name: "name",
      title: texts.name,
      cell: (site) => (
        <>
          {String(site.content["name"])} <ClosedChip site={site} />
        </>
      ),
    },
    {
      name: "kind",
      title: texts.kind,
      cell: ({ content }) =>
        kind === undefined ? null : <ValueView field={kind} value={content["kind"]} />,
    },
    {
      name: "modules",
      title: texts.modules,
      cell: ({ content }) =>
        modules === undefined || idsIn(content["modules"]).length === 0 ? (
          <span className="ho-details-none">{texts.allModules}</span>
        ) : (
          <ValueView field={modules} value={content["modules"]} />
        ),
    },
  ];
}
