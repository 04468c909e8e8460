import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { DeviceCopy } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useEffect, useState } from "react";
import { DEVICE_COPIES_TEXT } from "./device-copies-text.ts";
import classes from "./sync.module.css";

/** The data as it was before all of it was replaced, and the way back; nothing where there is none. */
export function DeviceCopies() {
  const texts = useTexts(DEVICE_COPIES_TEXT);
  const copies = useCopies();
  if (copies.length === 0) return null;
  return (
    <div>
      <dt>{texts.title}</dt>
      <dd>
        <span>{texts.text}</span>
        <ul className={classes["copies"]} aria-label={texts.title}>
          {copies.map((copy) => (
            <li key={copy.id}>
              <Copy copy={copy} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Copy({ copy }: { readonly copy: DeviceCopy }) {
  const api = useReplica();
  const texts = useTexts(DEVICE_COPIES_TEXT);
  const formats = useFormats();
  const confirm = useConfirm();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const moment = formats.moment(copy.madeAt_ms);
  const goBack = async (): Promise<void> => {
    const agreed = await confirm({
      title: texts.question(moment),
      text: texts.consequences,
      action: texts.goBack,
      danger: true,
    });
    if (!agreed) return;
    setBusy(true);
    try {
      await api.goBack(copy.id);
    } catch (error) {
      announce.failed(error);
      setBusy(false);
    }
  };
  return (
    <>
      <time dateTime={new Date(copy.madeAt_ms).toISOString()}>{moment}</time>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} aria-hidden />}
        loading={busy}
        aria-label={`${texts.goBack}: ${moment}`}
        onClick={() => void goBack()}
      >
        {texts.goBack}
      </Button>
    </>
  );
}

function useCopies(): readonly DeviceCopy[] {
  const api = useReplica();
  const [copies, setCopies] = useState<readonly DeviceCopy[]>([]);
  useEffect(() => {
    let shown = true;
    const show = async (): Promise<void> => {
      const found = await api.copies();
      if (shown) setCopies(found);
    };
    // Signed out meanwhile: the screen goes.
    show().catch(() => undefined);
    return () => {
      shown = false;
    };
  }, [api]);
  return copies;
}
