import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { useText } from "../i18n/language-provider.tsx";

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
        <h1>{title}</h1>
        <span className="ho-spacer" />
        {actions}
      </header>
      {children}
    </section>
  );
}
