import { Button, Group } from "@mantine/core";
import type { ApiKey, ApiKeyList } from "@healthops/protocol/wire/admin";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import { EmptyState } from "@healthops/ui/states/states.tsx";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import classes from "../parts/admin.module.css";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import { useDeed } from "../hub/use-deed.ts";
import { useHub } from "../hub/use-hub.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { KEYS_TEXT } from "./keys-text.ts";

const EVERY_MS = 30_000;

/** The keys by which regions' desktop programs sync: made, given anew, taken back. */
export function KeysSection() {
  const texts = useTexts(KEYS_TEXT);
  const asked = useHub<ApiKeyList>("/api/v1/keys", EVERY_MS);
  // Null: closed. Without a key: a new one.
  const [dialog, setDialog] = useState<{ readonly renewed: ApiKey | null } | null>(null);
  const columns = useColumns((renewed) => setDialog({ renewed }), asked.reload);
  return (
    <div className={classes["scroll"]}>
      <section className="ho-card" aria-labelledby="keys-title">
        <header className={classes["cardhead"]}>
          <h2 id="keys-title">{texts.title}</h2>
          <span className="ho-spacer" />
          <Freshness asked={asked} />
          <Button
            size="xs"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setDialog({ renewed: null })}
          >
            {texts.add}
          </Button>
        </header>
        <HubView asked={asked}>
          {({ keys }) =>
            keys.length === 0 ? (
              <EmptyState
                icon={<IconKey size={24} stroke={1.5} />}
                title={texts.emptyTitle}
                text={texts.emptyText}
              />
            ) : (
              <SmallTable
                label={texts.title}
                columns={columns}
                rows={keys}
                keyOf={({ id }) => id}
              />
            )
          }
        </HubView>
      </section>
      {dialog !== null && (
        <KeyDialog renewed={dialog.renewed} onClose={() => setDialog(null)} onMade={asked.reload} />
      )}
    </div>
  );
}

function useColumns(
  onRenew: (key: ApiKey) => void,
  onChanged: () => void,
): readonly SmallColumn<ApiKey>[] {
  const texts = useTexts(KEYS_TEXT);
  const formats = useFormats();
  const when = (at: string | null): string => (at === null ? texts.never : formats.moment(at));
  return [
    { name: "program", title: texts.program, cell: ({ label }) => label },
    {
      name: "site",
      title: texts.site,
      cell: ({ siteId }) =>
        siteId === null ? texts.all : <ReferenceText to="sites" id={siteId} />,
    },
    {
      name: "made",
      title: texts.made,
      cell: ({ createdAt, createdBy }) => (
        <>
          {formats.moment(createdAt)}
          {createdBy === null ? null : (
            <small>
              <ReferenceText to="people" id={createdBy} />
            </small>
          )}
        </>
      ),
    },
    { name: "used", title: texts.used, cell: ({ lastUsedAt }) => when(lastUsedAt) },
    { name: "uploaded", title: texts.uploaded, cell: ({ lastUploadAt }) => when(lastUploadAt) },
    {
      name: "state",
      title: texts.state,
      cell: ({ revokedAt }) => (
        <span className="ho-chip" data-tone={revokedAt === null ? "good" : "bad"}>
          {revokedAt === null ? texts.active : texts.revoked(formats.moment(revokedAt))}
        </span>
      ),
    },
    {
      name: "deeds",
      title: texts.deeds,
      deeds: true,
      cell: (key) =>
        key.revokedAt === null ? (
          <KeyDeeds apiKey={key} onRenew={() => onRenew(key)} onChanged={onChanged} />
        ) : null,
    },
  ];
}

interface KeyDeedsProps {
  readonly apiKey: ApiKey;
  onRenew(): void;
  onChanged(): void;
}

function KeyDeeds({ apiKey, onRenew, onChanged }: KeyDeedsProps) {
  const texts = useTexts(KEYS_TEXT);
  const confirm = useConfirm();
  const { busy, run } = useDeed();
  const revoke = async (): Promise<void> => {
    const agreed = await confirm({
      title: texts.revokeTitle(apiKey.label),
      text: texts.revokeText,
      action: texts.revoke,
      danger: true,
    });
    if (!agreed) return;
    const path = `/api/v1/keys/${apiKey.id}/revoke`;
    await run({ method: "POST", path, body: {} }, texts.revokedDone);
    onChanged();
  };
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <Button size="compact-sm" variant="subtle" onClick={onRenew}>
        {texts.renew}
      </Button>
      <Button size="compact-sm" variant="default" loading={busy} onClick={() => void revoke()}>
        {texts.revoke}
      </Button>
    </Group>
  );
}
