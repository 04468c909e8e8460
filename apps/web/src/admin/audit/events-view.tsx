import { Button, Select } from "@mantine/core";
import { SECURITY_EVENT_KINDS } from "@healthops/protocol/security-event-kinds";
import type { SecurityEvent } from "@healthops/protocol/wire/admin";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconShieldCheck } from "@tabler/icons-react";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import { useHubPages } from "../hub/use-hub-pages.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { PersonAndPeriod } from "./audit-filters.tsx";
import type { AuditFilter } from "./audit-query.ts";
import { eventsPath } from "./audit-query.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";
import { toneOf } from "./event-kinds.ts";
import { useDetailWords } from "./event-text.ts";
import { FoldedFilters, useNarrow } from "./folded-filters.tsx";

const PAGE = 100;

interface EventsViewProps {
  readonly filter: Pick<AuditFilter, "person" | "from" | "to">;
  readonly kind: string | null;
  onFilter(change: Partial<AuditFilter>): void;
  onKind(kind: string | null): void;
}

/** What matters to the hub's security: failed sign-ins, ended sessions, changed rights. */
export function EventsView({ filter, kind, onFilter, onKind }: EventsViewProps) {
  const texts = useTexts(AUDIT_TEXT);
  const { common } = useText();
  const pages = useHubPages<SecurityEvent>(eventsPath(filter, kind, PAGE), "events");
  const columns = useColumns();
  const { entries } = pages;
  return (
    <>
      <div className={classes["bar"]}>
        <FoldedFilters narrow={useNarrow()}>
          <div className={classes["filters"]} role="search" aria-label={texts.events}>
            <PersonAndPeriod filter={filter} onFilter={onFilter} />
            <Select
              size="xs"
              label={texts.what}
              placeholder={texts.anyEvent}
              data={SECURITY_EVENT_KINDS.map((value) => ({
                value,
                label: texts.eventKinds[value] ?? value,
              }))}
              value={kind}
              onChange={onKind}
              clearable
            />
          </div>
        </FoldedFilters>
        <span className={classes["deeds"]}>
          <Freshness asked={pages} />
        </span>
      </div>
      <div className="ho-card">
        {entries === null ? (
          pages.error === null ? (
            <LoadingState lines={8} />
          ) : (
            <HubFailure error={pages.error} onRetry={pages.reload} />
          )
        ) : entries.length === 0 ? (
          <EmptyState
            icon={<IconShieldCheck size={24} stroke={1.5} />}
            title={texts.emptyTitle}
            text={texts.eventsEmpty}
          />
        ) : (
          <>
            <SmallTable
              label={texts.events}
              columns={columns}
              rows={entries}
              keyOf={({ id }) => String(id)}
            />
            {pages.complete ? null : (
              <Button
                m="xs"
                size="compact-sm"
                variant="subtle"
                loading={pages.asking}
                onClick={pages.more}
              >
                {common.more}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}

function useColumns(): readonly SmallColumn<SecurityEvent>[] {
  const texts = useTexts(AUDIT_TEXT);
  const formats = useFormats();
  const words = useDetailWords();
  return [
    {
      name: "what",
      title: texts.what,
      cell: ({ kind }) => (
        <span className="ho-chip" data-tone={toneOf(kind)}>
          {texts.eventKinds[kind] ?? kind}
        </span>
      ),
    },
    {
      name: "about",
      title: texts.about,
      cell: ({ personId }) =>
        personId === null ? "–" : <ReferenceText to="people" id={personId} />,
    },
    {
      name: "by",
      title: texts.by,
      cell: ({ byPersonId }) =>
        byPersonId === null ? "–" : <ReferenceText to="people" id={byPersonId} />,
    },
    { name: "details", title: texts.details, cell: ({ detail }) => words(detail) || "–" },
    { name: "when", title: texts.when, cell: ({ at }) => formats.moment(at) },
  ];
}
