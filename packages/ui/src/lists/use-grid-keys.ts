import type { StoredRecord } from "@healthops/schema/record";
import type { FocusEvent, KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import type { PagedList } from "./paged-list.ts";

interface GridKeysOptions {
  readonly list: PagedList;
  readonly count: number;
  readonly selected: ReadonlySet<string>;
  readonly canSelect: boolean;
  scrollTo(row: number): void;
  onSelect(selected: ReadonlySet<string>): void;
  onSelectAll(): void;
  onOpen(record: StoredRecord): void;
  onDelete?(ids: readonly string[]): void;
}

interface GridKeys {
  /** The row that keys act on; null until the grid had the focus. */
  readonly active: number | null;
  /** Selects or deselects a row; with `extend` all rows since the last one picked. */
  pick(row: number, extend: boolean): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onFocus(event: FocusEvent<HTMLElement>): void;
}

const PAGE_ROWS = 15;

/** Moves, opens, selects and deletes by keyboard. */
export function useGridKeys(options: GridKeysOptions): GridKeys {
  const { list, count, selected, canSelect, onSelect } = options;
  const [active, setActive] = useState<number | null>(null);
  const anchor = useRef<number | null>(null);
  useEffect(() => setActive(null), [list]);

  const moveTo = (row: number): number => {
    const place = Math.max(0, Math.min(count - 1, row));
    setActive(place);
    options.scrollTo(place);
    return place;
  };
  const select = (from: number, to: number, on: boolean): void => {
    const next = new Set(selected);
    for (let row = Math.min(from, to); row <= Math.max(from, to); row++) {
      const record = list.at(row);
      if (record === undefined) continue;
      if (on) next.add(record.id);
      else next.delete(record.id);
    }
    onSelect(next);
  };
  const pick = (row: number, extend: boolean): void => {
    const record = list.at(row);
    if (record === undefined || !canSelect) return;
    setActive(row);
    if (extend && anchor.current !== null) select(anchor.current, row, true);
    else select(row, row, !selected.has(record.id));
    anchor.current = row;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Keys on a button or box inside belong to it.
    if (event.target !== event.currentTarget) return;
    const at = active ?? 0;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: active === null ? 0 : at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE_ROWS,
      PageUp: at - PAGE_ROWS,
      Home: 0,
      End: count - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const row = moveTo(target);
      if (event.shiftKey && canSelect) {
        anchor.current ??= at;
        select(anchor.current, row, true);
      } else anchor.current = null;
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey) && canSelect) {
      options.onSelectAll();
    } else if (event.key === " " && canSelect) pick(at, event.shiftKey);
    else if (event.key === "Escape" && selected.size > 0) onSelect(new Set());
    else if (!actOn(event, list.at(at), options)) return;
    event.preventDefault();
  };

  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    if (event.target === event.currentTarget && active === null) setActive(0);
  };
  return { active, pick, onKeyDown, onFocus };
}

/** Opens or deletes; whether the key meant that. */
function actOn(
  event: KeyboardEvent<HTMLElement>,
  record: StoredRecord | undefined,
  { selected, onOpen, onDelete }: GridKeysOptions,
): boolean {
  if (event.key === "Enter" && record !== undefined) {
    onOpen(record);
    return true;
  }
  if (event.key !== "Delete" || onDelete === undefined) return false;
  if (selected.size > 0) onDelete([...selected]);
  else if (record !== undefined) onDelete([record.id]);
  return true;
}
