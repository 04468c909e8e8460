import { IconCloudDownload } from "@tabler/icons-react";
import { useText } from "../i18n/language-provider.tsx";
import type { EmptyStateProps } from "./states.tsx";
import { EmptyState, LoadingState } from "./states.tsx";
import { useFirstSync } from "../data/use-first-sync.ts";

/**
 * Says that there are no such records, once this device has had all of the hub's: it shows whole
 * checkpoints only, so until then it has nothing of anything, and `FirstSyncNote` says why.
 */
export function EmptyList(props: EmptyStateProps) {
  const { firstSync: texts } = useText();
  const state = useFirstSync();
  if (state === "over") return <EmptyState {...props} />;
  if (state !== "stands_still") return <LoadingState lines={5} />;
  return (
    <EmptyState
      icon={<IconCloudDownload size={24} stroke={1.5} />}
      title={texts.notYet}
      text={texts.notYetText}
    />
  );
}
