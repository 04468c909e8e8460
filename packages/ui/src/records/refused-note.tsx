import { IconAlertTriangle } from "@tabler/icons-react";
import type { PendingStates } from "@healthops/replica/remote/replica-api";
import { usePendingRecords } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "../address/app-link.tsx";

interface RefusedNoteProps {
  readonly collection: string;
  readonly id: string;
  /** Where refused changes are corrected or discarded. */
  readonly refusedAt: string | undefined;
}

const NONE: PendingStates = {};

/** That the hub refused what shows of a record, and the way to what can be done about it. */
export function RefusedNote({ collection, id, refusedAt }: RefusedNoteProps) {
  const { rejected, sync } = useText();
  const states = valueOr(usePendingRecords(collection), NONE)[id] ?? [];
  if (!states.includes("rejected")) return null;
  return (
    <p className="ho-refused-note" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      {rejected.here}
      {refusedAt === undefined ? null : <AppLink href={refusedAt}>{sync.review}</AppLink>}
    </p>
  );
}
