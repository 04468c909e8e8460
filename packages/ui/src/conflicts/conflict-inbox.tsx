import { SegmentedControl } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { useState } from "react";
import { useList, useRecord } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import { EmptyList } from "../states/empty-list.tsx";
import { ErrorState, LoadingState } from "../states/states.tsx";
import { ConflictView } from "./conflict-view.tsx";

interface ConflictInboxProps {
  /** The conflict that somebody came for: it shows first, also when there are many. */
  readonly first?: string | undefined;
  onOpenRecord?(collection: string, id: string): void;
}

/** More than this nobody decides in one sitting; the rest comes up as these are decided. */
const SHOWN = 50;

/** Conflicts to decide, and those that were. */
export function ConflictInbox({ first, ...props }: ConflictInboxProps) {
  const { conflict: texts } = useText();
  const [status, setStatus] = useState("open");
  const page = useList("conflicts", {
    where: { field: "status", op: "eq", value: status },
    limit: SHOWN,
  });
  const asked = valueOr(useRecord("conflicts", first ?? ""), null);
  const isAsked = asked !== null && asked.content["status"] === status;
  const records = valueOr(page, null)?.records ?? [];
  const shown = isAsked ? [asked, ...records.filter(({ id }) => id !== asked.id)] : records;
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label={texts.title}
        value={status}
        onChange={setStatus}
        data={[
          { value: "open", label: texts.openTab },
          { value: "resolved", label: texts.resolvedTab },
        ]}
      />
      {page.state === "loading" ? (
        <LoadingState />
      ) : page.state === "failed" ? (
        <ErrorState error={page.error} />
      ) : shown.length === 0 ? (
        <EmptyList
          icon={<IconArrowsSplit2 size={24} stroke={1.5} />}
          title={texts.emptyTitle}
          text={texts.emptyText}
        />
      ) : (
        shown.map((conflict) => <ConflictView key={conflict.id} conflict={conflict} {...props} />)
      )}
    </>
  );
}
