import { Button, Group } from "@mantine/core";
import type { AccountPage } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import { PERSONS } from "@healthops/schema/core/people";
import { useList, useStatus } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useCollection, useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { FormDialog } from "@healthops/ui/forms/form-dialog.tsx";
import { RecordForm } from "@healthops/ui/forms/record-form.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { IconBan, IconKey, IconLogout, IconPencil, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import classes from "../parts/admin.module.css";
import type { Asked } from "../hub/use-hub.ts";
import { useDeed } from "../hub/use-deed.ts";
import type { Guard } from "./lockout.ts";
import { guardOf } from "./lockout.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { PEOPLE_TEXT } from "./people-text.ts";

interface PersonActionsProps {
  readonly person: StoredRecord;
  readonly account: Asked<AccountPage>;
}

/** What one may do about a person; what would lock everybody out is not offered, and says why. */
export function PersonActions({ person, account }: PersonActionsProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const [editing, setEditing] = useState(false);
  const guard = useGuard(person);
  const known = account.value?.accounts[0] ?? null;
  return (
    <>
      <Group gap="xs">
        {isAdmin ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={15} />}
            onClick={() => setEditing(true)}
          >
            {texts.edit}
          </Button>
        ) : null}
        {known?.mayManage === true ? (
          <SignInActions person={person} sessions={known.sessions} onDone={account.reload} />
        ) : null}
        {isAdmin && guard === null ? <DisableAction person={person} /> : null}
      </Group>
      {isAdmin && guard !== null ? (
        <p className={classes["guard"]}>{guard === "self" ? texts.guardSelf : texts.guardLast}</p>
      ) : null}
      <EditDialog
        person={person}
        guard={guard}
        opened={editing}
        onClose={() => setEditing(false)}
      />
    </>
  );
}

function useGuard(person: StoredRecord): Guard | null {
  const { personId } = useIdentity();
  const admins = useList("people", {
    where: {
      all: [
        PERSONS,
        { field: "role", op: "eq", value: "ADMIN" },
        { field: "disabled", op: "eq", value: false },
      ],
    },
    limit: 50,
  });
  const ids = valueOr(admins, null)?.records.map(({ id }) => id) ?? [];
  return guardOf(person, personId, ids);
}

interface EditDialogProps {
  readonly person: StoredRecord;
  readonly guard: Guard | null;
  readonly opened: boolean;
  onClose(): void;
}

function EditDialog({ person, guard, opened, onClose }: EditDialogProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const people = useCollection("people");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={`${texts.edit}: ${String(person.content["displayName"])}`}
    >
      <RecordForm
        collection={people}
        record={person}
        // Disabling has a button of its own that says what happens.
        hide={guard === null ? ["disabled"] : ["disabled", "role"]}
        onSaved={onClose}
        onCancel={onClose}
      />
    </FormDialog>
  );
}

interface SignInActionsProps {
  readonly person: StoredRecord;
  readonly sessions: number;
  onDone(): void;
}

function SignInActions({ person, sessions, onDone }: SignInActionsProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const confirm = useConfirm();
  const { busy, run } = useDeed();
  const [setting, setSetting] = useState(false);
  const name = String(person.content["displayName"]);
  const end = async (): Promise<void> => {
    const question = {
      title: texts.endTitle(name),
      text: texts.endText(name),
      action: texts.endSessions,
      danger: true,
    };
    if (!(await confirm(question))) return;
    const path = `/api/v1/people/${person.id}/sign-out`;
    if ((await run({ method: "POST", path, body: {} }, texts.endedSaid(name))) !== null) onDone();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconKey size={15} />}
        onClick={() => setSetting(true)}
      >
        {texts.setPassword}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLogout size={15} />}
        loading={busy}
        disabled={sessions === 0}
        onClick={() => void end()}
      >
        {texts.endSessions}
      </Button>
      <PasswordDialog
        person={setting ? { id: person.id, name } : null}
        onClose={() => setSetting(false)}
        onSet={onDone}
      />
    </>
  );
}

function DisableAction({ person }: { readonly person: StoredRecord }) {
  const texts = useTexts(PEOPLE_TEXT);
  const api = useReplica();
  const confirm = useConfirm();
  const announce = useAnnounce();
  const online = valueOr(useStatus(), null)?.online;
  const name = String(person.content["displayName"]);
  const isDisabled = person.content["disabled"] === true;
  const change = async (): Promise<void> => {
    const words = isDisabled ? texts.enableText(name) : texts.disableText(name);
    const agreed = await confirm({
      title: isDisabled ? texts.enableTitle(name) : texts.disableTitle(name),
      text: online === false ? `${words} ${texts.disableOffline}` : words,
      action: isDisabled ? texts.enable : texts.disable,
      danger: !isDisabled,
    });
    if (!agreed) return;
    const fields = { disabled: !isDisabled };
    const { id, version: base } = person;
    try {
      await api.mutate([{ op: "update", collection: "people", id, fields, base }]);
      announce.done(isDisabled ? texts.enabledSaid(name) : texts.disabledSaid(name));
    } catch (error) {
      announce.failed(error);
    }
  };
  return (
    <Button
      size="xs"
      variant="default"
      {...(isDisabled ? {} : { c: "var(--ho-bad)" })}
      leftSection={isDisabled ? <IconUserCheck size={15} /> : <IconBan size={15} />}
      onClick={() => void change()}
    >
      {isDisabled ? texts.enable : texts.disable}
    </Button>
  );
}
