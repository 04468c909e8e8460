import { IconSpeakerphone } from "@tabler/icons-react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { putBack, takeDown } from "../../commands.ts";
import type { BoardNotice, ReadNotices } from "../../rules.ts";
import { isUnread } from "../../rules.ts";
import { BOARD_TEXT } from "./board-text.ts";
import { NoticeCard } from "./notice-card.tsx";
import classes from "./board.module.css";

interface NoticeListProps {
  readonly shown: readonly BoardNotice[];
  /** Why there may be none: all are read, or nothing is on the board. */
  readonly empty: "read" | "nothing";
  readonly read: ReadNotices;
  readonly mayWrite: boolean;
  markRead(opened: readonly BoardNotice[]): void;
  edit(id: string): void;
}

/** The notices one below the other. */
export function NoticeList({ shown, empty, read, mayWrite, markRead, edit }: NoticeListProps) {
  const texts = useTexts(BOARD_TEXT);
  const { role, siteIds } = useIdentity();
  const remove = useRemove();
  if (shown.length === 0) {
    return (
      <div className={`ho-card ${classes["none"]}`}>
        <EmptyList
          icon={<IconSpeakerphone size={24} stroke={1.5} />}
          title={empty === "read" ? texts.allRead : texts.emptyTitle}
          text={empty === "read" ? texts.allReadText : texts.emptyText}
        />
      </div>
    );
  }
  return (
    <ul className={classes["board"]}>
      {shown.map((notice) => (
        <NoticeCard
          key={notice.id}
          notice={notice}
          unread={isUnread(read, notice)}
          mayEdit={
            role === "ADMIN" ||
            (mayWrite && notice.siteId !== null && siteIds.includes(notice.siteId))
          }
          markRead={() => markRead([notice])}
          edit={() => edit(notice.id)}
          remove={() => void remove(notice)}
        />
      ))}
    </ul>
  );
}

function useRemove(): (notice: BoardNotice) => Promise<void> {
  const api = useReplica();
  const announce = useAnnounce();
  const texts = useTexts(BOARD_TEXT);
  return async (notice) => {
    try {
      await api.mutate(takeDown(notice));
    } catch (error) {
      announce.failed(error);
      return;
    }
    announce.done(texts.removed(notice.title), async () => {
      await api.mutate(putBack(notice));
    });
  };
}
