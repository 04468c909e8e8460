import { Button, Progress } from "@mantine/core";
import type { StorageReport } from "@healthops/replica/remote/replica-api";
import { useCallback, useEffect, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useFormats, useText } from "../i18n/language-provider.tsx";

/** How much of the device the data takes, and whether the browser promised to keep it. */
export function StorageUse() {
  const api = useReplica();
  const { sync } = useText();
  const formats = useFormats();
  const [report, setReport] = useState<StorageReport | null>(null);
  const read = useCallback(() => {
    api.storage().then(setReport, () => setReport(null));
  }, [api]);
  useEffect(read, [read]);
  if (report === null) return null;
  const { used_bytes, quota_bytes, persisted, kind } = report;
  return (
    <>
      <Progress
        size="sm"
        value={quota_bytes > 0 ? Math.max(1, (100 * used_bytes) / quota_bytes) : 0}
        aria-label={sync.storage}
      />
      <p>
        {sync.storageUse(formats.bytes(used_bytes), formats.bytes(quota_bytes))}{" "}
        {persisted || kind === "file" ? sync.storageKept : sync.storageNotKept}
      </p>
      {persisted || kind === "file" ? null : (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void navigator.storage.persist().then(read)}
        >
          {sync.storageAsk}
        </Button>
      )}
    </>
  );
}
