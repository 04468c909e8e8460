import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconPencil, IconPin, IconTrash } from "@tabler/icons-react";
import { useTitle } from "@healthops/ui/data/hooks";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { BoardNotice } from "../../rules.ts";
import { BOARD_TEXT } from "./board-text.ts";
import classes from "./board.module.css";

interface NoticeCardProps {
  readonly notice: BoardNotice;
  readonly unread: boolean;
  readonly mayEdit: boolean;
  markRead(): void;
  edit(): void;
  remove(): void;
}

/** One notice on the board, whole: nobody has to open it to have read it. */
export function NoticeCard(props: NoticeCardProps) {
  const { notice, unread, mayEdit, markRead, edit, remove } = props;
  const { id, title, body, important, siteId, expiresOn, version, createdAt_us } = notice;
  const texts = useTexts(BOARD_TEXT);
  const formats = useFormats();
  return (
    <li>
      <article
        className={`ho-card ${classes["notice"]}`}
        data-important={important ? "" : undefined}
        data-unread={unread ? "" : undefined}
        aria-labelledby={`notice-${id}`}
      >
        <header>
          {important ? (
            <span className={classes["pin"]} title={texts.important}>
              <IconPin size={16} stroke={1.7} role="img" aria-label={texts.important} />
            </span>
          ) : null}
          <h2 id={`notice-${id}`}>{title}</h2>
          {unread ? (
            <span className="ho-chip" data-tone="good">
              {texts.unread}
            </span>
          ) : null}
          <span className="ho-spacer" />
          {mayEdit ? (
            <>
              <ActionIcon color="gray" aria-label={texts.editOf(title)} onClick={edit}>
                <IconPencil size={17} stroke={1.7} />
              </ActionIcon>
              <ActionIcon color="gray" aria-label={texts.removeOf(title)} onClick={remove}>
                <IconTrash size={17} stroke={1.7} />
              </ActionIcon>
            </>
          ) : null}
        </header>
        {body === "" ? null : <p>{body}</p>}
        <footer>
          <span className="ho-chip">
            {siteId === null ? texts.everybody : <SiteName id={siteId} />}
          </span>
          <span>{version === 0 ? texts.waiting : formats.moment(createdAt_us / 1000)}</span>
          {expiresOn === null ? null : <span>{texts.until(formats.day(expiresOn))}</span>}
          <span className="ho-spacer" />
          {unread ? (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconCheck size={15} aria-hidden />}
              aria-label={texts.markReadOf(title)}
              onClick={markRead}
            >
              {texts.markRead}
            </Button>
          ) : null}
        </footer>
      </article>
    </li>
  );
}

function SiteName({ id }: { readonly id: string }) {
  const title = useTitle("sites", id);
  return <>{typeof title === "string" ? title : "…"}</>;
}
