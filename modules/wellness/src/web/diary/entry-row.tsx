import { ActionIcon } from "@mantine/core";
import { IconAlertCircle, IconTrash } from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import { useRef } from "react";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./entries.module.css";

interface EntryRowProps {
  readonly name: string;
  readonly detail: string;
  readonly kcal: number | null;
  /** What is odd about it; null when nothing is. */
  readonly warning: string | null;
  readonly opened: boolean;
  toggle(): void;
  remove(): void;
  /** The form to correct it, shown while it is opened. */
  readonly children: ReactNode;
}

/** One line of the diary; it opens in place to be corrected. */
export function EntryRow(props: EntryRowProps) {
  const { name, detail, kcal, warning, opened, toggle, remove, children } = props;
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const head = useRef<HTMLButtonElement>(null);
  return (
    <li className={classes["entry"]} data-opened={opened ? "" : undefined}>
      <div className={classes["line"]}>
        <button
          ref={head}
          type="button"
          className={classes["open"]}
          aria-expanded={opened}
          onClick={toggle}
        >
          <span className={classes["words"]}>
            <b>{name}</b>
            {detail === "" ? null : <small>{detail}</small>}
          </span>
          <span className={`ho-number ${classes["kcal"]}`}>
            {kcal === null ? "–" : formats.number(Math.round(kcal), 0)}
          </span>
        </button>
        <ActionIcon
          color="gray"
          className={classes["remove"] ?? ""}
          aria-label={texts.remove(name)}
          onClick={remove}
        >
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </div>
      {warning === null ? null : (
        <p className={classes["warning"]}>
          <IconAlertCircle size={16} stroke={1.7} aria-hidden />
          <span>{warning}</span>
        </p>
      )}
      {opened ? (
        <div
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            toggle();
            head.current?.focus();
          }}
        >
          {children}
        </div>
      ) : null}
    </li>
  );
}
