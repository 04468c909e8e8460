import { Button, Group, Paper, Text } from "@mantine/core";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useState, useSyncExternalStore } from "react";
import type { AppUpdate } from "./app-update.ts";
import classes from "./update-notice.module.css";

const TEXT = {
  offered: {
    en: "A newer version is ready. All windows reload; what you are typing is kept as a draft.",
    tr: "Yeni bir sürüm hazır. Tüm pencereler yenilenir; yazdıklarınız taslak olarak saklanır.",
  },
  take: { en: "Update now", tr: "Şimdi güncelle" },
  later: { en: "Later", tr: "Sonra" },
} as const;

/** Offers a newer app; nothing happens until the person says so. */
export function UpdateNotice({ update }: { readonly update: AppUpdate }) {
  const say = useLabel();
  const offered = useSyncExternalStore(update.subscribe, update.isOffered);
  const [later, setLater] = useState(false);
  if (!offered || later) return null;
  return (
    <Paper role="status" withBorder shadow="md" p="sm" className={classes["notice"]}>
      <Text size="sm">{say(TEXT.offered)}</Text>
      <Group gap="xs" justify="flex-end" mt="xs">
        <Button variant="default" size="xs" onClick={() => setLater(true)}>
          {say(TEXT.later)}
        </Button>
        <Button size="xs" onClick={update.accept}>
          {say(TEXT.take)}
        </Button>
      </Group>
    </Paper>
  );
}
