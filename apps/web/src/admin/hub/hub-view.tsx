import { ActionIcon, Button } from "@mantine/core";
import { isProblem } from "@healthops/base/problem";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "../parts/admin.module.css";
import { HUB_TEXT } from "./hub-text.ts";
import type { Asked } from "./use-hub.ts";

interface HubViewProps<T> {
  readonly asked: Asked<T>;
  children(value: T): ReactNode;
  /** Lines of grey while the first answer is awaited. */
  readonly lines?: number;
}

/** Shows an answer of the hub, or why there is none and what one can do about it. */
export function HubView<T>({ asked, children, lines = 4 }: HubViewProps<T>) {
  if (asked.value !== null) return <>{children(asked.value)}</>;
  if (asked.error !== null) return <HubFailure error={asked.error} onRetry={asked.reload} />;
  return <LoadingState lines={lines} />;
}

/** Why the hub's part of a screen does not show. */
export function HubFailure(props: { readonly error: unknown; onRetry(): void }) {
  const texts = useTexts(HUB_TEXT);
  const { common } = useText();
  if (!isProblem(props.error) || props.error.code !== "offline") return <ErrorState {...props} />;
  return (
    <EmptyState
      icon={<IconCloudOff size={24} stroke={1.5} />}
      title={texts.offlineTitle}
      text={texts.offlineText}
      action={
        <Button variant="default" onClick={props.onRetry}>
          {common.retry}
        </Button>
      }
    />
  );
}

type Fresh = Pick<Asked<unknown>, "error" | "asking" | "at_ms" | "reload">;

/** When the shown answer came, and the way to a newer one. */
export function Freshness({ asked }: { readonly asked: Fresh }) {
  const texts = useTexts(HUB_TEXT);
  const formats = useFormats();
  const { at_ms, error, asking, reload } = asked;
  const time = at_ms === null ? "" : formats.time(at_ms);
  return (
    <span className={classes["fresh"]}>
      {at_ms === null ? null : error === null ? (
        <span className="ho-number">{texts.asOf(time)}</span>
      ) : (
        <span className="ho-chip" data-tone="warn" role="status">
          {texts.stale(time)}
        </span>
      )}
      <ActionIcon color="gray" aria-label={texts.refresh} loading={asking} onClick={reload}>
        <IconRefresh size={17} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}
