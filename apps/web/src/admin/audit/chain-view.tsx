import { Button, CopyButton } from "@mantine/core";
import type { ChainStatus } from "@healthops/protocol/wire/admin";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { hubSentence } from "../hub/hub-sentences.ts";
import { IconLink, IconLinkOff } from "@tabler/icons-react";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import { useDeed } from "../hub/use-deed.ts";
import classes from "./audit.module.css";
import { CHAIN_TEXT } from "./chain-text.ts";
import type { NotedHead } from "./noted-head.ts";
import { CHAIN_PATH, useNotedChain } from "./use-noted-chain.ts";

const TONES = { whole: "good", broken: "bad", unverified: "warn" } as const;

/** Whether the record of the past is as it was sealed, and the way to check it. */
export function ChainView() {
  const texts = useTexts(CHAIN_TEXT);
  const { asked, lost, noteAnew } = useNotedChain(true);
  const { busy, run } = useDeed();
  const verify = (): void => {
    void run({ method: "POST", path: `${CHAIN_PATH}/verify`, body: {} }, texts.verified).then(() =>
      asked.reload(),
    );
  };
  return (
    <section className={`ho-card ${classes["chain"]}`} aria-labelledby="chain-title">
      <header>
        <h2 id="chain-title">{texts.title}</h2>
        <span className="ho-spacer" />
        <Freshness asked={asked} />
        <Button loading={busy} onClick={verify} disabled={asked.value === null}>
          {texts.verify}
        </Button>
      </header>
      <p className={classes["explain"]}>{texts.explain}</p>
      {lost === null ? null : <Lost lost={lost} onKnown={noteAnew} />}
      <HubView asked={asked}>{(status) => <Status status={status} />}</HubView>
    </section>
  );
}

function Lost({ lost, onKnown }: { readonly lost: NotedHead; onKnown(): void }) {
  const texts = useTexts(CHAIN_TEXT);
  const formats = useFormats();
  return (
    <div className={classes["fault"]} role="alert">
      <p>
        <b>{texts.lost}</b> {texts.lostText(formats.moment(lost.at))}
      </p>
      <p>
        <code className={classes["hash"]}>{lost.hash}</code>
      </p>
      <Button size="compact-sm" variant="default" onClick={onKnown}>
        {texts.noteAnew}
      </Button>
    </div>
  );
}

function Status({ status }: { readonly status: ChainStatus }) {
  const texts = useTexts(CHAIN_TEXT);
  const formats = useFormats();
  const Mark = status.state === "broken" ? IconLinkOff : IconLink;
  const told = {
    whole: texts.wholeText,
    broken: texts.brokenText,
    unverified: texts.unverifiedText,
  };
  const when = (at: string | null): string => (at === null ? texts.never : formats.moment(at));
  const facts: readonly (readonly [string, string])[] = [
    [texts.blocks, formats.number(status.blocks)],
    [texts.changes, formats.number(status.changes)],
    [texts.events, formats.number(status.events)],
    [texts.waiting, formats.number(status.waiting)],
    [texts.sealedAt, when(status.sealedAt)],
    [texts.verifiedAt, when(status.verifiedAt)],
    [texts.verifiedBlocks, formats.number(status.verifiedBlocks)],
  ];
  return (
    <>
      <p className={classes["verdict"]} role="status">
        <span className="ho-chip" data-tone={TONES[status.state]}>
          <Mark size={14} aria-hidden />
          {texts[status.state]}
        </span>
        {told[status.state]}
      </p>
      {status.fault === null ? null : (
        <p className={classes["fault"]}>
          <b>{texts.fault(status.fault.block)}</b>{" "}
          {hubSentence(status.fault.message, formats.language)}
        </p>
      )}
      <dl className="ho-details">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="ho-number">{value}</dd>
          </div>
        ))}
        {status.head === null ? null : (
          <div data-wide="">
            <dt>{texts.head}</dt>
            <dd>
              <code className={classes["hash"]}>{status.head}</code>{" "}
              <CopyButton value={status.head}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {copied ? texts.copied : texts.copy}
                  </Button>
                )}
              </CopyButton>
              <small>{texts.headHelp}</small>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
