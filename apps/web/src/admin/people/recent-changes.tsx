import type { AuditPage } from "@healthops/protocol/wire/admin";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useId } from "react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import { HubView } from "../hub/hub-view.tsx";
import { useHub } from "../hub/use-hub.ts";
import { PEOPLE_TEXT } from "./people-text.ts";
import { entryKey } from "../audit/audit-entry.ts";
import { DiffView } from "../audit/diff-view.tsx";
import { EntryLine } from "../audit/entry-line.tsx";

const SHOWN = 6;

interface RecentChangesProps {
  readonly title: string;
  /** As the audit's address has it. */
  readonly filter: Readonly<Record<string, string>>;
}

/** The newest changes of somebody or something; each opens to what it did. */
export function RecentChanges({ title, filter }: RecentChangesProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const id = useId();
  const query = new URLSearchParams({ ...filter, limit: String(SHOWN) });
  const asked = useHub<AuditPage>(`/api/v1/audit?${query.toString()}`);
  return (
    <section className="ho-card" aria-labelledby={id}>
      <header className={classes["cardhead"]}>
        <h2 id={id}>{title}</h2>
        <span className="ho-spacer" />
        <AppLink className={classes["link"]} href={adminPath("audit", filter)}>
          {texts.all}
        </AppLink>
      </header>
      <HubView asked={asked}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className={classes["note"]}>{texts.noChanges}</p>
          ) : (
            entries.map((entry) => (
              <details key={entryKey(entry)} className={classes["recent"]}>
                <summary>
                  <EntryLine entry={entry} />
                </summary>
                <DiffView entry={entry} />
              </details>
            ))
          )
        }
      </HubView>
    </section>
  );
}
