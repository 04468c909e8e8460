import { useList } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useWatch } from "@healthops/ui/data/use-watch";
import { valueOr } from "@healthops/ui/data/watched";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import type { JsonValue } from "@healthops/schema/field";
import { useCallback, useMemo } from "react";
import type { BoardNotice, ReadNotices } from "../../rules.ts";
import { noticeOf, readAfter } from "../../rules.ts";

/** Kept on this device: what is new is new for each device's reader. */
const READ = "notices.read";
const MOST = 500;

export interface Board {
  /** Null while they are read. */
  readonly notices: readonly BoardNotice[] | null;
  readonly read: ReadNotices;
  markRead(opened: readonly BoardNotice[]): void;
}

/** All notices on this device, and which of them somebody has read here. */
export function useBoard(): Board {
  const api = useReplica();
  const announce = useAnnounce();
  const found = valueOr(useList("notices", { limit: MOST }), null);
  const kept = useWatch<JsonValue | null>(READ, (watcher) => api.watchKept(READ, watcher));
  const notices = useMemo(() => found?.records.map(noticeOf) ?? null, [found]);
  const value = valueOr(kept, null);
  const read = useMemo(() => readNotices(value), [value]);
  const markRead = useCallback(
    (opened: readonly BoardNotice[]): void => {
      api.keep(READ, { ...readAfter(read, notices ?? [], opened) }).catch(announce.failed);
    },
    [api, announce, notices, read],
  );
  return { notices: kept.state === "loading" ? null : notices, read, markRead };
}

function readNotices(value: JsonValue | null): ReadNotices {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, version]) =>
      typeof version === "number" ? [[id, version]] : [],
    ),
  );
}
