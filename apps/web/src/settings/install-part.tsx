import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useSyncExternalStore } from "react";
import { INSTALL_OFFER } from "./install-offer.ts";
import { SETTINGS_TEXT } from "./settings-text.ts";

/** The way to install the app, as far as this browser has one. */
export function InstallPart() {
  const texts = useTexts(SETTINGS_TEXT);
  const state = useSyncExternalStore(INSTALL_OFFER.subscribe, INSTALL_OFFER.state);
  if (state === "installed") return <p>{texts.installed}</p>;
  return (
    <>
      <p>{texts.installText}</p>
      {state === "offered" ? (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={INSTALL_OFFER.install}
        >
          {texts.installNow}
        </Button>
      ) : (
        <p>{texts.installByHand}</p>
      )}
    </>
  );
}
