import { Button, Center } from "@mantine/core";
import { EmptyState, ErrorState } from "@healthops/ui/states/states.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
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

/** For addresses that no screen has. */
export function LostPage() {
  const say = useLabel();
  return (
    <Center mih="60vh" component="section">
      <EmptyState
        title={say(TEXT.lostTitle)}
        text={say(TEXT.lostText)}
        icon={<IconMapQuestion size={24} stroke={1.5} />}
        action={
          <Button component={Link} to="/" variant="default">
            {say(TEXT.home)}
          </Button>
        }
      />
    </Center>
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
