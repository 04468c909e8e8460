import { SegmentedControl } from "@mantine/core";
import { hasRole } from "@healthops/schema/person";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { useMemo } from "react";
import { auditFilterOf } from "./audit-query.ts";
import type { AuditFilter } from "./audit-query.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";
import { ChainView } from "./chain-view.tsx";
import { ChangesView } from "./changes-view.tsx";
import { EventsView } from "./events-view.tsx";

/** What happened at the hub: changes of records, security events, and whether the record of it is whole. */
export function AuditSection() {
  const texts = useTexts(AUDIT_TEXT);
  const identity = useIdentity();
  const [query, change] = useAddressQuery();
  const { collections } = useSchema();
  const filter = useMemo(
    () => auditFilterOf(query, new Set(collections.keys())),
    [query, collections],
  );
  const onFilter = (part: Partial<AuditFilter>): void => change(part);
  const all = hasRole(identity, "ADMIN");
  const view = all ? (query["view"] ?? "changes") : "changes";
  return (
    <div className={classes["audit"]}>
      {all ? (
        <SegmentedControl
          size="xs"
          className={classes["views"]}
          aria-label={texts.views}
          value={view}
          onChange={(chosen) => change({ view: chosen === "changes" ? null : chosen })}
          data={[
            { value: "changes", label: texts.changes },
            { value: "events", label: texts.events },
            { value: "chain", label: texts.chain },
          ]}
        />
      ) : null}
      {view === "chain" ? (
        <ChainView />
      ) : view === "events" ? (
        <EventsView
          filter={filter}
          kind={query["kind"] ?? null}
          onFilter={onFilter}
          onKind={(kind) => change({ kind })}
        />
      ) : (
        <ChangesView filter={filter} onFilter={onFilter} />
      )}
    </div>
  );
}
