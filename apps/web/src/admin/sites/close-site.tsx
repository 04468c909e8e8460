import { Button } from "@mantine/core";
import { isOffered } from "@healthops/schema/offered";
import type { StoredRecord } from "@healthops/schema/record";
import { useCollection, useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { SITES_TEXT } from "./sites-text.ts";

/** Closes a site from today on, or opens it again; records and people stay as they are. */
export function CloseSite({ site }: { readonly site: StoredRecord }) {
  const texts = useTexts(SITES_TEXT);
  const api = useReplica();
  const confirm = useConfirm();
  const announce = useAnnounce();
  const today = useTodayAt(site.id);
  const name = String(site.content["name"]);
  const isClosing = typeof site.content["closedOn"] === "string";
  const change = async (): Promise<void> => {
    const question = isClosing
      ? { title: texts.openTitle(name), text: texts.openText, action: texts.open }
      : { title: texts.closeTitle(name), text: texts.closeText, action: texts.close, danger: true };
    if (!(await confirm(question))) return;
    const fields = { closedOn: isClosing ? null : today };
    const { id, version: base } = site;
    try {
      await api.mutate([{ op: "update", collection: "sites", id, fields, base }]);
      announce.done(isClosing ? texts.openedSaid(name) : texts.closedSaid(name));
    } catch (error) {
      announce.failed(error);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      {...(isClosing ? {} : { c: "var(--ho-bad)" })}
      onClick={() => void change()}
    >
      {isClosing ? texts.open : texts.close}
    </Button>
  );
}

/** Since when a site is closed, or from when it will be; nothing while it is open for good. */
export function ClosedChip({ site }: { readonly site: StoredRecord }) {
  const texts = useTexts(SITES_TEXT);
  const formats = useFormats();
  const kind = useCollection("sites");
  const today = useTodayAt(site.id);
  const { closedOn } = site.content;
  if (typeof closedOn !== "string") return null;
  const isOpen = isOffered(kind, site.content, today);
  const day = formats.day(closedOn);
  return (
    <span className="ho-chip" data-tone={isOpen ? "warn" : "quiet"}>
      {isOpen ? texts.closesOn(day) : texts.closedSince(day)}
    </span>
  );
}
