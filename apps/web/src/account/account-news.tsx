import { Alert, Button, Group, Text } from "@mantine/core";
import type { ResetLink, ResetLinkList } from "@healthops/protocol/wire/passwords";
import type { SignInNews } from "@healthops/protocol/wire/auth";
import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { IconShieldExclamation } from "@tabler/icons-react";
import { useDeed } from "../admin/hub/use-deed.ts";
import { useHub } from "../admin/hub/use-hub.ts";
import { RESET_TEXT } from "../admin/people/reset-text.ts";
import { useCountersign } from "../admin/people/use-countersign.tsx";
import { PASSWORD_PATH } from "../password/password-path.ts";
import { ACCOUNT_NEWS_TEXT } from "./account-news-text.ts";

/** A window may stay open for weeks, and a link is over after a day. */
const LOOK_AGAIN_MS = 15 * 60_000;

/**
 * What happened at one's account since one signed in before: wrong passwords, a reset by somebody else,
 * a link that waits. It stands above whatever screen one is at, until one has read it; nothing when
 * nothing happened, or while the hub is away.
 */
export function AccountNews() {
  const status: Status | null = valueOr(useStatus(), null);
  // Asked anew after each sign-in, for that is what it is about.
  return status === null || status.signInNeeded ? null : <News />;
}

function News() {
  const { personId } = useIdentity();
  const news = useHub<SignInNews>("/api/v1/me/news", LOOK_AGAIN_MS);
  const links = useHub<ResetLinkList>("/api/v1/people/reset-links", LOOK_AGAIN_MS);
  const { sign, refuse, busy, dialog } = useCountersign(links.reload);
  const own = links.value?.links.find((link) => link.personId === personId && link.mayCountersign);
  const { failedSignIns = null, passwordReset = null } = news.value ?? {};
  const happened = failedSignIns !== null || passwordReset !== null;
  if (!happened && own === undefined) return <>{dialog}</>;
  return (
    <>
      {news.value === null ? null : <Happened news={news.value} onSeen={news.reload} />}
      {own === undefined ? null : (
        <LinkWaits
          link={own}
          busy={busy}
          onSign={() => void sign(own)}
          onRefuse={() => void refuse(own)}
        />
      )}
      {dialog}
    </>
  );
}

interface HappenedProps {
  readonly news: SignInNews;
  onSeen(): void;
}

function Happened({ news, onSeen }: HappenedProps) {
  const texts = useTexts(ACCOUNT_NEWS_TEXT);
  const kit = useText();
  const formats = useFormats();
  const { busy, run } = useDeed();
  const { failedSignIns, passwordReset, through } = news;
  if (failedSignIns === null && passwordReset === null) return null;
  const seen = async (): Promise<void> => {
    const path = "/api/v1/me/news/seen";
    if ((await run({ method: "POST", path, body: { through } }, null)) !== null) onSeen();
  };
  return (
    <Alert
      color={passwordReset === null ? "yellow" : "red"}
      variant="light"
      title={texts.title}
      icon={<IconShieldExclamation aria-hidden />}
    >
      {passwordReset === null ? null : (
        <Text size="sm" mb="xs">
          {texts.reset(passwordReset.byName ?? texts.somebody, formats.moment(passwordReset.at))}{" "}
          {texts.resetHelp}
        </Text>
      )}
      {failedSignIns === null ? null : (
        <Text size="sm" mb="xs">
          {texts.failed(failedSignIns.count, formats.moment(failedSignIns.lastAt))}{" "}
          {texts.failedHelp}
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" loading={busy} onClick={() => void seen()}>
          {texts.seen}
        </Button>
        <AppLink href={PASSWORD_PATH} className="ho-link">
          {kit.shell.password}
        </AppLink>
      </Group>
    </Alert>
  );
}

interface LinkWaitsProps {
  readonly link: ResetLink;
  readonly busy: boolean;
  onSign(): void;
  onRefuse(): void;
}

function LinkWaits({ link, busy, onSign, onRefuse }: LinkWaitsProps) {
  const texts = useTexts(ACCOUNT_NEWS_TEXT);
  const deeds = useTexts(RESET_TEXT);
  const formats = useFormats();
  return (
    <Alert
      color="yellow"
      variant="light"
      title={texts.title}
      icon={<IconShieldExclamation aria-hidden />}
    >
      <Text size="sm" mb="xs">
        {texts.link(link.madeByName ?? texts.somebody, formats.moment(link.expiresAt))}{" "}
        {texts.linkHelp}
      </Text>
      <Group gap="xs">
        <Button size="xs" loading={busy} onClick={onSign}>
          {deeds.countersign}
        </Button>
        <Button size="xs" variant="default" disabled={busy} onClick={onRefuse}>
          {deeds.refuse}
        </Button>
      </Group>
    </Alert>
  );
}
