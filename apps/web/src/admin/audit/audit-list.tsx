import { useMediaQuery } from "@mantine/hooks";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { useTitle } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { KeyboardEvent } from "react";
import { useEffect, useId, useRef } from "react";
import { fieldsOf } from "./audit-entry.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";
import { RecordName } from "./record-name.tsx";

/** Pixels of a row: one line, or two where it is narrow. */
const ROW = 38;
const CARD = 62;
/** Rows below the last one in view at which the next page is fetched. */
const AHEAD = 20;

interface AuditListProps {
  readonly entries: readonly AuditEntry[];
  readonly complete: boolean;
  /** Index of the chosen entry; null: none. */
  readonly chosen: number | null;
  onChoose(index: number): void;
  onMore(): void;
}

/** Changes, newest first; only the rows in view exist in the page. */
export function AuditList({ entries, complete, chosen, onChoose, onMore }: AuditListProps) {
  const texts = useTexts(AUDIT_TEXT);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const narrow =
    useMediaQuery("(max-width: 61.99em)", undefined, { getInitialValueInEffect: false }) === true;
  const virtualizer = useVirtualizer({
    count: entries.length + (complete ? 0 : 1),
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD : ROW),
    overscan: 8,
  });
  useEffect(() => virtualizer.measure(), [narrow, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!complete && last + AHEAD >= entries.length) onMore();
  }, [complete, last, entries.length, onMore]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moved(event.key, chosen, entries.length);
    if (to === null) return;
    event.preventDefault();
    onChoose(to);
    virtualizer.scrollToIndex(to);
  };
  return (
    <div
      ref={scroller}
      className={classes["list"]}
      role="listbox"
      tabIndex={0}
      aria-label={texts.listLabel}
      aria-describedby={`${id}-keys`}
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
      onKeyDown={onKeyDown}
    >
      <span id={`${id}-keys`} hidden>
        {texts.listKeys}
      </span>
      <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start, size }) => {
          const entry = entries[index];
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              aria-setsize={complete ? entries.length : -1}
              aria-posinset={index + 1}
              className={classes["row"]}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onClick={() => {
                if (entry !== undefined) onChoose(index);
              }}
            >
              {entry === undefined ? texts.loadingMore : <Row entry={entry} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads; null when it means nothing here. */
function moved(key: string, chosen: number | null, count: number): number | null {
  if (count === 0) return null;
  const at = chosen ?? -1;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 15,
    PageUp: at - 15,
    Home: 0,
    End: count - 1,
  };
  const wanted = to[key];
  return wanted === undefined ? null : Math.min(Math.max(wanted, 0), count - 1);
}

const TONES = { create: "good", update: "quiet", delete: "bad", restore: "warn" } as const;

function Row({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(AUDIT_TEXT);
  const kit = useText();
  const say = useLabel();
  const formats = useFormats();
  const who = useTitle("people", entry.personId ?? "");
  const collection = useSchema().collections.get(entry.collection);
  const names = fieldsOf(entry, collection);
  const fields = names.map((name) => {
    const field = collection?.fields[name];
    return field === undefined ? name : say(field.label);
  });
  return (
    <>
      <span className={`ho-number ${classes["when"]}`}>{formats.moment(entry.at)}</span>
      <span className="ho-chip" data-tone={TONES[entry.op]}>
        {kit.operations[entry.op]}
      </span>
      <span className={classes["about"]}>
        <b>
          <RecordName entry={entry} />
        </b>{" "}
        <small>{collection === undefined ? entry.collection : say(collection.title.one)}</small>
      </span>
      <span className={classes["who"]}>
        {entry.personId === null ? texts.hub : (who ?? entry.personId.slice(-8))}
      </span>
      <span className={classes["fields"]}>{entry.op === "update" ? fields.join(", ") : ""}</span>
    </>
  );
}
