import { Button } from "@mantine/core";
import type { Collection } from "@healthops/schema/collection";
import { useCallback, useEffect, useState } from "react";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { ErrorState, LoadingState } from "../states/states.tsx";
import type { HistoryEntry, HistoryPage } from "./history-page.ts";
import { changedFields } from "./history-page.ts";
import { ReferenceText } from "../values/reference-text.tsx";
import { ValueView } from "../values/value-view.tsx";

const PAGE = 20;

interface RecordHistoryProps {
  readonly collection: Collection;
  readonly id: string;
  /** The version that shows: a newer one has a longer history. */
  readonly version: number;
}

/** Who changed what and when. The hub keeps it, so it is asked for when somebody opens it. */
export function RecordHistory(props: RecordHistoryProps) {
  const { record } = useText();
  const [open, setOpen] = useState(false);
  return (
    <details className="ho-history ho-card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{record.history}</summary>
      {open ? <Entries key={props.version} {...props} /> : null}
    </details>
  );
}

function Entries({ collection, id }: RecordHistoryProps) {
  const { common, record } = useText();
  const { entries, next, error, load } = useHistory(collection, id);
  if (error !== null) {
    return (
      <>
        <p className="ho-history-note">{record.historyOffline}</p>
        <ErrorState error={error} onRetry={() => load(null)} />
      </>
    );
  }
  if (entries === null) return <LoadingState lines={3} />;
  if (entries.length === 0) return <p className="ho-history-note">{record.historyEmpty}</p>;
  return (
    <>
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.version} entry={entry} collection={collection} />
        ))}
      </ol>
      {next === null ? null : (
        <Button size="compact-sm" variant="subtle" onClick={() => load(next)}>
          {common.more}
        </Button>
      )}
    </>
  );
}

function useHistory(collection: Collection, id: string) {
  const api = useReplica();
  const module = useSchema().moduleOf.get(collection.name) ?? "";
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(
    (after: string | null): void => {
      const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
      const path = `/api/v1/${module}/${collection.name}/${id}/history?limit=${PAGE}${from}`;
      setError(null);
      api
        .askHub({ method: "GET", path })
        .then(({ body }) => {
          const page = body as HistoryPage;
          setEntries((before) => [...(after === null ? [] : (before ?? [])), ...page.entries]);
          setNext(page.next);
          return null;
        })
        .catch(setError);
    },
    [api, collection, id, module],
  );
  useEffect(() => load(null), [load]);
  return { entries, next, error, load };
}

interface EntryProps {
  readonly entry: HistoryEntry;
  readonly collection: Collection;
}

function Entry({ entry, collection }: EntryProps) {
  const texts = useText();
  const formats = useFormats();
  const label = useLabel();
  const names = changedFields(entry, Object.keys(collection.fields));
  const isEdit = entry.op === "update";
  return (
    <li>
      <p>
        <strong>{texts.operations[entry.op]}</strong> {formats.moment(entry.at)}
        {entry.personId === null ? null : (
          <>
            {" · "}
            <ReferenceText to="people" id={entry.personId} />
          </>
        )}
        {entry.reason === null ? null : ` · ${entry.reason}`}
      </p>
      {entry.withheld ? <p className="ho-history-note">{texts.record.withheld}</p> : null}
      {!entry.withheld && isEdit && names.length === 0 ? (
        <p className="ho-history-note">{texts.record.nothingShown}</p>
      ) : null}
      <dl>
        {names.map((name) => {
          const field = collection.fields[name];
          if (field === undefined) return null;
          const before = entry.before?.[name] ?? null;
          return (
            <div key={name}>
              <dt>{label(field.label)}</dt>
              <dd className="ho-number">
                {before === null ? null : (
                  <>
                    <del>
                      <ValueView field={field} value={before} />
                    </del>{" "}
                  </>
                )}
                <ValueView field={field} value={entry.after?.[name] ?? null} />
              </dd>
            </div>
          );
        })}
      </dl>
    </li>
  );
}
