import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import type { ApiKey, MadeApiKey, NewApiKey } from "@healthops/protocol/wire/admin";
import type { HubRequest } from "@healthops/replica/remote/replica-api";
import { isOffered } from "@healthops/schema/offered";
import { useList } from "@healthops/ui/data/hooks";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import type { FormEvent } from "react";
import { useState } from "react";
import classes from "../parts/admin.module.css";
import { useDeed } from "../hub/use-deed.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { KEYS_TEXT } from "./keys-text.ts";

interface KeyDialogProps {
  /** A key that gets another secret; null: a new key. */
  readonly renewed: ApiKey | null;
  onClose(): void;
  onMade(): void;
}

/** Makes a key, or another one for the same program, and shows it once. */
export function KeyDialog({ renewed, onClose, onMade }: KeyDialogProps) {
  const texts = useTexts(KEYS_TEXT);
  const { common } = useText();
  const { busy, run } = useDeed();
  const [made, setMade] = useState<MadeApiKey | null>(null);
  const ask = async (path: string, body: HubRequest["body"]): Promise<void> => {
    const answer = await run({ method: "POST", path, body }, null);
    if (answer === null) return;
    setMade(answer.body as MadeApiKey);
    onMade();
  };
  const title = renewed === null ? texts.add : texts.renewTitle(renewed.label);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span style={{ fontWeight: 620 }}>{title}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {made !== null ? (
        <ShownOnce label={texts.theKey} secret={made.key} onClose={onClose}>
          {texts.shownOnce}
        </ShownOnce>
      ) : renewed === null ? (
        <NewKeyForm
          busy={busy}
          onClose={onClose}
          onSubmit={(key) => void ask("/api/v1/keys", key)}
        />
      ) : (
        <div className={classes["stack"]}>
          <p>{texts.renewText}</p>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button loading={busy} onClick={() => void ask(`/api/v1/keys/${renewed.id}/renew`, {})}>
              {texts.renew}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

const ALL = "all";
const LABEL_MAX = 100;

interface NewKeyFormProps {
  readonly busy: boolean;
  onSubmit(key: NewApiKey): void;
  onClose(): void;
}

function NewKeyForm({ busy, onSubmit, onClose }: NewKeyFormProps) {
  const texts = useTexts(KEYS_TEXT);
  const { common } = useText();
  const kind = useCollection("sites");
  const today = useToday();
  const sites = (valueOr(useList("sites", { limit: 500 }), null)?.records ?? []).filter(
    ({ content }) => isOffered(kind, content, today),
  );
  const [label, setLabel] = useState("");
  const [site, setSite] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit({ siteId: site === ALL ? null : site, label: label.trim() });
  };
  return (
    <form className={classes["stack"]} onSubmit={submit}>
      <p className={classes["dimmed"]}>{texts.help}</p>
      <TextInput
        label={texts.label}
        description={texts.labelHelp}
        required
        maxLength={LABEL_MAX}
        data-autofocus
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <Select
        label={texts.site}
        required
        searchable
        value={site}
        onChange={setSite}
        data={[
          ...sites.map(({ id, content }) => ({ value: id, label: String(content["name"]) })),
          { value: ALL, label: texts.all },
        ]}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={label.trim() === "" || site === null}>
          {texts.make}
        </Button>
      </Group>
    </form>
  );
}
