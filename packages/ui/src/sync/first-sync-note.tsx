import { Progress } from "@mantine/core";
import { IconCloudDownload } from "@tabler/icons-react";
import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import { firstSyncOf, firstSyncProgress } from "../data/first-sync.ts";

/**
 * Above every screen until this device has had the hub's state: that records are still arriving, and how
 * far that is, or that they do not arrive and why. Nothing from then on.
 */
export function FirstSyncNote() {
  const { firstSync: texts } = useText();
  const status: Status | null = valueOr(useStatus(), null);
  if (status === null) return null;
  const state = firstSyncOf(status);
  if (state === "over") return null;
  const progress = state === "goes_on" ? firstSyncProgress(status) : null;
  return (
    <div className="ho-arriving" data-still={state === "stands_still" ? "" : undefined}>
      <IconCloudDownload size={20} stroke={1.6} aria-hidden />
      <div>
        {/* Said once, not with each number. */}
        <p role="status">
          <b>{state === "goes_on" ? texts.arriving : texts.notYet}</b>{" "}
          {state === "goes_on" ? texts.arrivingText : texts.notYetText}
        </p>
        {progress === null ? null : (
          <>
            <Progress
              size="sm"
              value={(100 * progress.received) / progress.all}
              aria-label={texts.progress(progress.received, progress.all)}
            />
            <small className="ho-number">{texts.progress(progress.received, progress.all)}</small>
          </>
        )}
      </div>
    </div>
  );
}
