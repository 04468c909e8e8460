import type { ListQuery } from "@healthops/schema/list/list-query";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useList } from "@healthops/ui/data/hooks";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { IMPORTANT_MAX, boardOf, noticeOf } from "../../rules.ts";
import { BOARD_TEXT } from "../board/board-text.ts";
import classes from "./board-card.module.css";

const SHOWN = 3;

const IMPORTANT: ListQuery = {
  where: { field: "important", op: "eq", value: true },
  // Those for everybody and those of the site, with some that are over.
  limit: IMPORTANT_MAX * 6,
};

/** What everybody should have read; nothing when there is nothing. */
export function Card() {
  const texts = useTexts(BOARD_TEXT);
  const records = valueOr(useList("notices", IMPORTANT), null)?.records ?? [];
  const today = useToday();
  const shown = boardOf(records.map(noticeOf), "all", {}, today).slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="on-the-board">
      <h2 id="on-the-board" className={classes["title"]}>
        {texts.onBoard}
      </h2>
      <ul className={classes["board"]}>
        {shown.map(({ id, title, body }) => (
          <li key={id} className={`ho-card ${classes["notice"]}`}>
            <AppLink href="/board">{title}</AppLink>
            <p>{body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
