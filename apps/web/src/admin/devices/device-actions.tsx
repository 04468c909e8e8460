import { Button, Group } from "@mantine/core";
import type { Device } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import { useState } from "react";
import { useDeed } from "../hub/use-deed.ts";
import type { TypedQuestion } from "../parts/typed-confirm.tsx";
import { TypedConfirm } from "../parts/typed-confirm.tsx";
import { DEVICES_TEXT } from "./devices-text.ts";

interface DeviceActionsProps {
  readonly device: Device;
  onChanged(): void;
}

/** Shuts a device out, erases it, or lets it in again; each says first what happens to unsent work. */
export function DeviceActions({ device, onChanged }: DeviceActionsProps) {
  const texts = useTexts(DEVICES_TEXT);
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const confirm = useConfirm();
  const { busy, run } = useDeed();
  const [question, setQuestion] = useState<TypedQuestion | null>(null);
  // Two browsers of one person have one name; what cannot be undone says which is meant.
  const name = `${device.name ?? texts.unnamed} (${device.id.slice(-8)})`;
  const person = device.displayName ?? device.username ?? texts.person;
  const word = device.username ?? device.id.slice(-8);
  const send = async (deed: string, said: string, reason: string): Promise<void> => {
    const body = reason === "" ? {} : { reason };
    const path = `/api/v1/devices/${device.id}/${deed}`;
    await run({ method: "POST", path, body }, said);
    onChanged();
  };
  const typed = { word, wordLabel: texts.toConfirm(word), reasonLabel: texts.reason };
  const askRevoke = (): void =>
    setQuestion({
      ...typed,
      title: texts.revokeTitle(name),
      text: texts.revokeText(person),
      loss: texts.revokeKeeps(device.waiting),
      tone: "warn",
      action: texts.revoke,
      agree: (reason) => void send("revoke", texts.revoked, reason),
    });
  const askWipe = (): void =>
    setQuestion({
      ...typed,
      title: texts.wipeTitle(name),
      text: texts.wipeText(person),
      loss: texts.wipeLoses(device.waiting),
      tone: "bad",
      action: texts.wipe,
      agree: (reason) => void send("wipe", texts.wiped, reason),
    });
  const askAllow = async (): Promise<void> => {
    const asked = { title: texts.allowTitle(name), text: texts.allowText, action: texts.allow };
    if (await confirm(asked)) await send("allow", texts.allowed, "");
  };
  const shutOut = device.state === "revoked" || device.state === "wipe_ordered";
  const mayAllow = isAdmin && shutOut && device.wipeToldAt === null;
  const button = { size: "compact-sm", variant: "default", loading: busy } as const;
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {device.mayRevoke && device.state === "active" ? (
        <Button {...button} onClick={askRevoke}>
          {texts.revoke}
        </Button>
      ) : null}
      {mayAllow ? (
        <Button {...button} onClick={() => void askAllow()}>
          {texts.allow}
        </Button>
      ) : null}
      {device.mayWipe && (device.state === "active" || device.state === "revoked") ? (
        <Button {...button} onClick={askWipe}>
          {texts.wipe}
        </Button>
      ) : null}
      <TypedConfirm question={question} onClose={() => setQuestion(null)} />
    </Group>
  );
}
