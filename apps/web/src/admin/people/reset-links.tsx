import { Button, Group } from "@mantine/core";
import type { ResetLink, ResetLinkList } from "@healthops/protocol/wire/passwords";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import classes from "../parts/admin.module.css";
import { useHub } from "../hub/use-hub.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { RESET_TEXT } from "./reset-text.ts";
import { useCountersign } from "./use-countersign.tsx";

const EVERY_ms = 60_000;

/** Open links for a new password: what waits for one's countersign, and those one made; nothing when none is. */
export function ResetLinks() {
  const texts = useTexts(RESET_TEXT);
  const formats = useFormats();
  const asked = useHub<ResetLinkList>("/api/v1/people/reset-links", EVERY_ms);
  const { busy, sign, refuse, dialog } = useCountersign(asked.reload);
  const links = asked.value?.links ?? [];
  const columns: readonly SmallColumn<ResetLink>[] = [
    { name: "person", title: texts.person, cell: ({ displayName }) => displayName },
    { name: "madeBy", title: texts.madeBy, cell: ({ madeByName }) => madeByName ?? "–" },
    { name: "madeAt", title: texts.madeAt, cell: ({ madeAt }) => formats.moment(madeAt) },
    { name: "expires", title: texts.expires, cell: ({ expiresAt }) => formats.moment(expiresAt) },
    { name: "state", title: texts.state, cell: (link) => <State link={link} /> },
    {
      name: "deeds",
      title: texts.deeds,
      deeds: true,
      cell: (link) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          {link.mayCountersign ? (
            <Button size="compact-sm" loading={busy} onClick={() => void sign(link)}>
              {texts.countersign}
            </Button>
          ) : null}
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void refuse(link)}
          >
            {texts.refuse}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <>
      {links.length === 0 ? null : (
        <section className={`ho-card ${classes["waiting"]}`} aria-labelledby="reset-links">
          <header className={classes["cardhead"]}>
            <h2 id="reset-links">{texts.waitingTitle}</h2>
          </header>
          <SmallTable
            label={texts.waitingTitle}
            columns={columns}
            rows={links}
            keyOf={({ id }) => id}
          />
        </section>
      )}
      {dialog}
    </>
  );
}

function State({ link }: { readonly link: ResetLink }) {
  const texts = useTexts(RESET_TEXT);
  if (!link.needsCountersign) return <span className="ho-chip">{texts.stateReady}</span>;
  if (link.countersignedBy !== null) return <span className="ho-chip">{texts.stateSigned}</span>;
  return (
    <span className="ho-chip" data-tone="warn">
      {texts.stateWaits}
    </span>
  );
}
