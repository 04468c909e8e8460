import { Alert } from "@mantine/core";
import type { SetPasswordAnswer } from "@healthops/protocol/wire/passwords";
import { useStatus } from "@healthops/ui/data/hooks";
import { useCollection, useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { FormDialog } from "@healthops/ui/forms/form-dialog.tsx";
import { RecordForm } from "@healthops/ui/forms/record-form.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useRef, useState } from "react";
import { PasswordDialog } from "./password-dialog.tsx";
import { PEOPLE_TEXT } from "./people-text.ts";

interface Added {
  readonly id: string;
  readonly name: string;
  readonly made: SetPasswordAnswer;
}

interface NewPersonDialogProps {
  readonly opened: boolean;
  onClose(): void;
  /** After the person was added, and their password seen. */
  onAdded(id: string): void;
}

/** Adds a person at the hub itself, which knows every user name, and shows the password that it made. */
export function NewPersonDialog({ opened, onClose, onAdded }: NewPersonDialogProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const api = useReplica();
  const people = useCollection("people");
  const announce = useAnnounce();
  const online = valueOr(useStatus(), null)?.online;
  const [added, setAdded] = useState<Added | null>(null);
  // The form tells the name when it saves and the id when that is done.
  const name = useRef("");
  async function save(fields: Readonly<Record<string, unknown>>): Promise<string> {
    name.current = String(fields["displayName"] ?? "");
    const { body } = await api.askHub({
      method: "POST",
      path: "/api/v1/core/people",
      body: fields,
    });
    const { record } = body as { readonly record: { readonly id: string } };
    return record.id;
  }
  async function giveAccess(id: string): Promise<void> {
    // The new record comes with the next sync; it may as well come now.
    api.sync().catch(() => undefined);
    try {
      const path = `/api/v1/people/${id}/password`;
      const { body } = await api.askHub({ method: "POST", path, body: {} });
      setAdded({ id, name: name.current, made: body as SetPasswordAnswer });
    } catch (error) {
      announce.failed(error);
      announce.done(texts.passwordLater);
      onAdded(id);
    }
  }
  const finish = (): void => {
    if (added === null) return;
    setAdded(null);
    onAdded(added.id);
  };
  return (
    <>
      <FormDialog opened={opened} onClose={onClose} title={texts.newPerson}>
        {online === false ? (
          <Alert color="yellow" p="xs" mb="sm">
            {texts.newNeedsHub}
          </Alert>
        ) : null}
        <RecordForm
          collection={people}
          record={null}
          given={{ role: "USER", disabled: false }}
          hide={["disabled"]}
          save={save}
          onSaved={(id) => {
            onClose();
            void giveAccess(id);
          }}
          onCancel={onClose}
        />
      </FormDialog>
      <PasswordDialog
        person={added === null ? null : { id: added.id, name: added.name }}
        made={added?.made ?? null}
        onClose={finish}
        onSet={() => undefined}
      />
    </>
  );
}
