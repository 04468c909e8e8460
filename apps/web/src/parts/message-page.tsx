import { Button, Center } from "@mantine/core";
import { ErrorState } from "@healthops/ui/states/states.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { Link } from "@tanstack/react-router";
import { IconMapQuestion } from "@tabler/icons-react";

const TEXT = {
  lostTitle: { en: "There is nothing at this address", tr: "Bu adreste bir şey yok" },
  lostText: {
    en: "The link may be old or mistyped.",
    tr: "Bağlantı eski veya hatalı yazılmış olabilir.",
  },
  home: { en: "To the start page", tr: "Başlangıç sayfasına" },
} as const;

/** For addresses that no screen has, where the frame of the app stands around it. */
export function LostScreen() {
  const say = useLabel();
  return (
    <Page title={say(TEXT.lostTitle)}>
      <div className="ho-state">
        <IconMapQuestion size={32} stroke={1.5} aria-hidden />
        <p>{say(TEXT.lostText)}</p>
        <Button component={Link} to="/" variant="default">
          {say(TEXT.home)}
        </Button>
      </div>
    </Page>
  );
}

/** The same, for addresses where nothing stands around it. */
export function LostPage() {
  return (
    <main>
      <LostScreen />
    </main>
  );
}

/** For screens that failed to draw, and for a replica that could not be opened. */
export function FailedPage({ error }: { readonly error: unknown }) {
  return (
    <Center mih="100dvh" component="main">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </Center>
  );
}
