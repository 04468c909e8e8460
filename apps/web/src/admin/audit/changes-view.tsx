import { Modal } from "@mantine/core";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import { useHubPages } from "../hub/use-hub-pages.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditList } from "./audit-list.tsx";
import type { AuditFilter } from "./audit-query.ts";
import { auditPath } from "./audit-query.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";
import { FoldedFilters, useNarrow } from "./folded-filters.tsx";
import { EntryPanel } from "./entry-panel.tsx";
import { ExportMenu } from "./export-menu.tsx";

const PAGE = 100;
interface ChangesViewProps {
  readonly filter: AuditFilter;
  onFilter(change: Partial<AuditFilter>): void;
}

/** Changes beside what the chosen one did; on a phone the latter opens over the list. */
export function ChangesView({ filter, onFilter }: ChangesViewProps) {
  const texts = useTexts(AUDIT_TEXT);
  const path = auditPath(filter, PAGE);
  const pages = useHubPages<AuditEntry>(path, "entries");
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => setChosen(null), [path]);
  const { entries } = pages;
  const narrow = useNarrow();
  return (
    <>
      <div className={classes["bar"]}>
        <FoldedFilters narrow={narrow}>
          <AuditFilters filter={filter} onFilter={onFilter} />
        </FoldedFilters>
        <span className={classes["deeds"]}>
          <Freshness asked={pages} />
          <ExportMenu filter={filter} />
        </span>
      </div>
      {entries === null ? (
        <div className="ho-card">
          {pages.error === null ? (
            <LoadingState lines={10} />
          ) : (
            <HubFailure error={pages.error} onRetry={pages.reload} />
          )}
        </div>
      ) : entries.length === 0 ? (
        <div className="ho-card">
          <EmptyState
            icon={<IconHistory size={24} stroke={1.5} />}
            title={texts.emptyTitle}
            text={texts.emptyText}
          />
        </div>
      ) : (
        <div className={`ho-card ${classes["columns"]}`}>
          <AuditList
            entries={entries}
            complete={pages.complete}
            chosen={chosen}
            onChoose={setChosen}
            onMore={pages.more}
          />
          <Chosen
            entry={chosen === null ? null : (entries[chosen] ?? null)}
            onClose={() => setChosen(null)}
          />
        </div>
      )}
    </>
  );
}

function Chosen({ entry, onClose }: { readonly entry: AuditEntry | null; onClose(): void }) {
  const texts = useTexts(AUDIT_TEXT);
  const { common } = useText();
  const narrow = useNarrow();
  if (narrow) {
    return (
      <Modal
        opened={entry !== null}
        onClose={onClose}
        fullScreen
        title={<span style={{ fontWeight: 620 }}>{texts.what}</span>}
        closeButtonProps={{ "aria-label": common.close }}
      >
        {entry === null ? null : <EntryPanel entry={entry} />}
      </Modal>
    );
  }
  return (
    <section className={classes["side"]} aria-label={texts.what} aria-live="polite">
      {entry === null ? (
        <EmptyState
          icon={<IconHistory size={24} stroke={1.5} />}
          title={texts.chooseTitle}
          text={texts.chooseText}
        />
      ) : (
        <EntryPanel entry={entry} />
      )}
    </section>
  );
}
