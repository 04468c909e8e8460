import type { ListQuery } from "@healthops/schema/list/list-query";
import { useList } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { recordPath } from "../addresses/places.ts";
import classes from "./home.module.css";

const TEXT = { board: { en: "On the board", tr: "Panoda" } } as const;

const IMPORTANT: ListQuery = {
  where: { field: "important", op: "eq", value: true },
  limit: 3,
};

/** What everybody should have read; nothing when there is nothing. */
export function HomeNotices() {
  const say = useLabel();
  const records = valueOr(useList("notices", IMPORTANT), null)?.records ?? [];
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="board">
      <h2 id="board" className={classes["title"]}>
        {say(TEXT.board)}
      </h2>
      <ul className={classes["board"]}>
        {records.map(({ id, content }) => (
          <li key={id} className={`ho-card ${classes["notice"]}`}>
            <AppLink href={recordPath("notices", id)}>{String(content["title"])}</AppLink>
            <p>{String(content["body"] ?? "")}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
