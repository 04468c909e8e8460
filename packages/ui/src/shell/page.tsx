import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { dialogIsOpen } from "../palette/dialog-is-open.ts";

export interface PageProps {
  /** Names the screen in its head and in the window's title. */
  readonly title: string;
  /** What one can do here, at the end of the head. */
  readonly actions?: ReactNode;
  readonly onBack?: () => void;
  /** Fills the window and scrolls within: for lists. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** One screen: its head and what is below. */
export function Page({ title, actions, onBack, fill, children }: PageProps) {
  const texts = useText();
  const head = useFocusOnArrival();
  useEffect(() => {
    document.title = `${title} · HealthOps`;
  }, [title]);
  return (
    <section className="ho-page" data-fill={fill === true ? "" : undefined}>
      <header className="ho-page-head">
        {onBack === undefined ? null : (
          <ActionIcon onClick={onBack} aria-label={texts.common.back} color="gray">
            <IconArrowLeft size={18} />
          </ActionIcon>
        )}
        <h1 ref={head} tabIndex={-1}>
          {title}
        </h1>
        <span className="ho-spacer" />
        {actions}
      </header>
      {children}
    </section>
  );
}

/** Whether this window has shown a screen before: its first one leaves the focus alone. */
let hasShown = false;

/**
 * After going to another place, readers and keyboards start at its heading, not where the link was;
 * unless the screen has put the focus somewhere itself, or somebody has opened a dialog meanwhile.
 */
function useFocusOnArrival() {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const arrived = hasShown;
    hasShown = true;
    const page = head.current?.closest(".ho-page");
    if (arrived && !dialogIsOpen() && page?.contains(document.activeElement) !== true) {
      head.current?.focus({ preventScroll: true });
    }
  }, []);
  return head;
}
