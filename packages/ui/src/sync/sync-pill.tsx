import { Loader, Popover, UnstyledButton, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconCheck,
  IconCloudOff,
  IconLogin2,
} from "@tabler/icons-react";
import { useState } from "react";
import { useStatus } from "../data/hooks.ts";
import { useText } from "../i18n/language-provider.tsx";
import type { PillState } from "./pill-state.ts";
import { pillState } from "./pill-state.ts";
import type { SyncActions } from "./sync-panel.tsx";
import { SyncPanel } from "./sync-panel.tsx";

/**
 * Always says how this device stands to the hub, and opens a panel with the whole of it. Its text is
 * read out when it changes.
 */
export function SyncPill(actions: SyncActions) {
  const texts = useText();
  const status = useStatus();
  const [open, setOpen] = useState(false);
  if (status.state !== "ready") return null;
  const pill = pillState(status.value, texts);
  const act =
    <A extends readonly unknown[]>(action: (...given: A) => void) =>
    (...given: A): void => {
      setOpen(false);
      action(...given);
    };
  return (
    <>
      <VisuallyHidden role="status">{pill.text}</VisuallyHidden>
      <Popover
        opened={open}
        onChange={setOpen}
        width="min(23rem, calc(100vw - 1.5rem))"
        position="bottom-end"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className="ho-pill"
            data-tone={pill.tone}
            onClick={() => setOpen(!open)}
            aria-haspopup="dialog"
          >
            <PillIcon pill={pill} />
            <span className="ho-pill-text">{pill.text}</span>
            <span className="ho-pill-short" aria-hidden>
              {pill.short}
            </span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={texts.sync.title} p={0}>
          <SyncPanel
            status={status.value}
            pill={pill}
            actions={{
              onSignIn: act(actions.onSignIn),
              onShow: act(actions.onShow),
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function PillIcon({ pill }: { readonly pill: PillState }) {
  const look = { size: 15, stroke: 2, "aria-hidden": true } as const;
  if (pill.action === "signIn") return <IconLogin2 {...look} />;
  if (pill.action === "resolve") return <IconArrowsSplit2 {...look} />;
  switch (pill.tone) {
    case "busy":
      return <Loader size={13} color="currentColor" aria-hidden />;
    case "good":
      return <IconCheck {...look} />;
    case "quiet":
      return <IconCloudOff {...look} />;
    default:
      return <IconAlertTriangle {...look} />;
  }
}
