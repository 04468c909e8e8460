import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { problemText } from "./problem-text.ts";

export interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  readonly icon?: ReactNode;
  /** What one can do about it. */
  readonly action?: ReactNode;
}

/** Says that there is nothing, why, and what to do. */
export function EmptyState({ title, text, icon, action }: EmptyStateProps) {
  return (
    <div className="ho-state">
      <span className="ho-state-icon" aria-hidden>
        {icon ?? <IconInbox size={24} stroke={1.5} />}
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what went wrong in a sentence, and offers to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const texts = useText();
  return (
    <div className="ho-state" data-tone="bad" role="alert">
      <span className="ho-state-icon" aria-hidden>
        <IconAlertTriangle size={24} stroke={1.5} />
      </span>
      <h2>{texts.common.failed}</h2>
      <p>{problemText(error, texts)}</p>
      {onRetry === undefined ? null : (
        <Button variant="default" onClick={onRetry}>
          {texts.common.retry}
        </Button>
      )}
    </div>
  );
}

/** Grey lines where text will be. */
export function LoadingState({ lines = 6 }: { readonly lines?: number }) {
  const texts = useText();
  return (
    <div role="status" aria-label={texts.common.loading} style={{ padding: "1rem" }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={12} mb={14} width={`${90 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}
