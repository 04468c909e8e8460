import { Alert } from "@mantine/core";
import { IconEraser } from "@tabler/icons-react";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useEffect, useState } from "react";

const TEXT = {
  title: {
    en: "The data on this device was erased",
    tr: "Bu cihazdaki veriler silindi",
  },
  text: {
    en: "An administrator ordered it. Changes that had not been sent yet are gone with it; everything else is at the hub and comes back when you sign in.",
    tr: "Bunu bir yönetici istedi. Henüz gönderilmemiş değişiklikler de silindi; geri kalan her şey merkezde duruyor ve oturum açtığınızda geri gelir.",
  },
} as const;

/** That it happened, and nothing of whose data it was: kept for other windows and a reload. */
const STORED_AS = "healthops:erased";

/** Says why somebody's screens are suddenly gone, until the next person signs in. */
export function ErasedNotice() {
  const api = useReplica();
  const say = useLabel();
  const [erased, setErased] = useState(() => localStorage.getItem(STORED_AS) !== null);
  useEffect(() => {
    const read = (): void => setErased(localStorage.getItem(STORED_AS) !== null);
    window.addEventListener("storage", read);
    const stop = api.watchStatus({
      next: (status) => {
        if (!status.erased) return;
        localStorage.setItem(STORED_AS, "yes");
        setErased(true);
      },
      failed: () => undefined,
    });
    return () => {
      window.removeEventListener("storage", read);
      stop();
    };
  }, [api]);
  if (!erased) return null;
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="light"
      icon={<IconEraser aria-hidden />}
      title={say(TEXT.title)}
    >
      {say(TEXT.text)}
    </Alert>
  );
}

/** It was read, by whoever signed in. */
export function forgetErased(): void {
  localStorage.removeItem(STORED_AS);
}
