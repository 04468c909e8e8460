import { Alert } from "@mantine/core";
import { IconDatabaseExclamation } from "@tabler/icons-react";
import { isProblem } from "@healthops/base/problem";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useEffect, useState } from "react";
import type { StorageConcern } from "./storage-concern.ts";
import { storageConcern } from "./storage-concern.ts";

const TEXT = {
  missing: {
    title: { en: "Nothing can be kept here", tr: "Burada hiçbir şey saklanamıyor" },
    text: {
      en: "This browser offers no lasting storage, so the app cannot work offline or keep your changes. Leave private browsing, or use a current Chrome, Edge, Firefox or Safari.",
      tr: "Bu tarayıcı kalıcı depolama sunmuyor; uygulama çevrimdışı çalışamaz ve değişikliklerinizi saklayamaz. Gizli pencereden çıkın veya güncel bir Chrome, Edge, Firefox ya da Safari kullanın.",
    },
  },
  nearly_full: {
    title: { en: "Storage is nearly full", tr: "Depolama neredeyse dolu" },
    text: {
      en: "The browser leaves little room for the app's data. Free some space on this device.",
      tr: "Tarayıcı, uygulama verileri için az yer bırakıyor. Bu cihazda biraz yer açın.",
    },
  },
} as const;

/** Says so when this browser cannot keep the person's data, or soon cannot. */
export function StorageWarning() {
  const api = useReplica();
  const say = useLabel();
  const [concern, setConcern] = useState<StorageConcern>(null);
  useEffect(() => {
    api.storage().then(
      (report) => setConcern(storageConcern(report)),
      (error: unknown) => {
        if (isProblem(error) && error.code === "storage_missing") setConcern("missing");
      },
    );
  }, [api]);
  if (concern === null) return null;
  const { title, text } = TEXT[concern];
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconDatabaseExclamation aria-hidden />}
      title={say(title)}
      role="alert"
    >
      {say(text)}
    </Alert>
  );
}
