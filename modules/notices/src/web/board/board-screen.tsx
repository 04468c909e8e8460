import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { Button, SegmentedControl } from "@mantine/core";
import { IconChecks, IconPlus } from "@tabler/icons-react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { AUDIENCES, boardOf, isUnread } from "../../rules.ts";
import { BOARD_TEXT } from "./board-text.ts";
import type { Composed } from "./compose-dialog.tsx";
import { ComposeDialog } from "./compose-dialog.tsx";
import { NoticeList } from "./notice-list.tsx";
import { useBoard } from "./use-board.ts";
import classes from "./board.module.css";

/** What everybody, or everybody at one's site, should know. */
export function Screen() {
  const texts = useTexts(BOARD_TEXT);
  const announce = useAnnounce();
  const { role, siteId } = useIdentity();
  const [query, change] = useAddressQuery();
  const { notices, read, markRead } = useBoard();
  const [composed, setComposed] = useState<Composed | null>(null);
  const audience = AUDIENCES.find((each) => each === query["show"]) ?? "all";
  const today = useToday();
  const shown = boardOf(notices ?? [], audience, read, today);
  const unread = shown.filter((notice) => isUnread(read, notice));
  const mayWrite = role === "ADMIN" || (role === "MANAGER" && siteId !== null);
  const compose = (): void => setComposed({ what: "new" });
  useShortcut("n", texts.compose, compose, { enabled: mayWrite });
  return (
    <Page
      title={texts.title}
      actions={
        mayWrite ? (
          <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={compose}>
            {texts.compose}
          </Button>
        ) : null
      }
    >
      <div className={classes["bar"]}>
        <SegmentedControl
          aria-label={texts.show}
          value={audience}
          onChange={(value) => change({ show: value === "all" ? null : value })}
          data={AUDIENCES.map((value) => ({ value, label: texts.audiences[value] }))}
        />
        {unread.length === 0 ? null : (
          <Button
            variant="subtle"
            leftSection={<IconChecks size={17} aria-hidden />}
            onClick={() => markRead(unread)}
          >
            {texts.markAll}
          </Button>
        )}
      </div>
      {notices === null ? (
        <LoadingState />
      ) : (
        <NoticeList
          shown={shown}
          empty={audience === "unread" ? "read" : "nothing"}
          read={read}
          mayWrite={mayWrite}
          markRead={markRead}
          edit={(id) => setComposed({ what: "edit", id })}
        />
      )}
      <ComposeDialog
        composed={composed}
        close={() => setComposed(null)}
        saved={() => {
          setComposed(null);
          announce.done(texts.written);
        }}
      />
    </Page>
  );
}
