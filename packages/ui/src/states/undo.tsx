import { Button, Group } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { assert } from "@healthops/base/assert";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useMemo, useRef } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { problemText } from "./problem-text.ts";

/** How long a message stays that offers to take something back. */
const UNDO_SHOWN_MS = 10_000;
const MESSAGE_SHOWN_MS = 4_000;

export interface Announce {
  /** Says that something is done; with `undo` it can be taken back, also by Ctrl+Z. */
  done(message: string, undo?: () => Promise<void>): void;
  /** Says why something did not work. */
  failed(error: unknown): void;
}

const AnnounceContext = createContext<Announce | null>(null);

/** Shows messages about what was done, and remembers the last thing that can be taken back. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const texts = useText();
  const last = useRef<(() => void) | null>(null);
  const shown = useRef<string | null>(null);

  const failed = useCallback(
    (error: unknown): void => {
      notifications.show({
        color: "red",
        title: texts.common.failed,
        message: problemText(error, texts),
        withBorder: true,
        autoClose: UNDO_SHOWN_MS,
        closeButtonProps: { "aria-label": texts.common.close },
      });
    },
    [texts],
  );

  const done = useCallback(
    (message: string, undo?: () => Promise<void>): void => {
      const takeBack = (): void => {
        if (last.current === takeBack) last.current = null;
        notifications.hide(id);
        undo?.().catch(failed);
      };
      // The newest stands alone: a way back that waits behind older messages is none.
      if (shown.current !== null) notifications.hide(shown.current);
      const id = notifications.show({
        message:
          undo === undefined ? (
            message
          ) : (
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <span>{message}</span>
              <Button size="compact-sm" variant="light" onClick={takeBack}>
                {texts.common.undo}
              </Button>
            </Group>
          ),
        withBorder: true,
        autoClose: undo === undefined ? MESSAGE_SHOWN_MS : UNDO_SHOWN_MS,
        closeButtonProps: { "aria-label": texts.common.close },
      });
      shown.current = id;
      if (undo !== undefined) last.current = takeBack;
    },
    [texts, failed],
  );

  // Inside inputs the key keeps its own meaning.
  useHotkeys([["mod+Z", () => last.current?.()]]);
  const announce = useMemo(() => ({ done, failed }), [done, failed]);
  return <AnnounceContext value={announce}>{children}</AnnounceContext>;
}

/** Tells the person what happened, with the way back where there is one. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext);
  assert(announce !== null, "messages are shown inside a KitProvider");
  return announce;
}
