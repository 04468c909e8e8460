import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import type { EmptyStateProps } from "./states.tsx";
import { EmptyState, LoadingState } from "./states.tsx";
import { firstSyncGoesOn } from "./first-sync.ts";

/**
 * Says that this device has no such records; while the first sync goes on, that they are still coming:
 * a device shows whole checkpoints only, so until then it has nothing of anything.
 */
export function EmptyList(props: EmptyStateProps) {
  const { common } = useText();
  const status: Status | null = valueOr(useStatus(), null);
  if (status === null) return <LoadingState />;
  if (!firstSyncGoesOn(status)) return <EmptyState {...props} />;
  return (
    <div>
      <p className="ho-coming" role="status">
        {common.firstSync}
      </p>
      <LoadingState lines={5} />
    </div>
  );
}
