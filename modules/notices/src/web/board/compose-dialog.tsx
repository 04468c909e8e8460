import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useRecord } from "@healthops/ui/data/hooks";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { FormDialog } from "@healthops/ui/forms/form-dialog.tsx";
import { RecordForm } from "@healthops/ui/forms/record-form.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { BOARD_TEXT } from "./board-text.ts";

/** Which notice is written: a new one, or one by its id. */
export type Composed = { readonly what: "new" } | { readonly what: "edit"; readonly id: string };

interface ComposeDialogProps {
  readonly composed: Composed | null;
  saved(): void;
  close(): void;
}

/** A notice written or rewritten; managers write for the site that they are at. */
export function ComposeDialog({ composed, saved, close }: ComposeDialogProps) {
  const texts = useTexts(BOARD_TEXT);
  return (
    <FormDialog
      title={composed?.what === "edit" ? texts.edit : texts.compose}
      opened={composed !== null}
      onClose={close}
    >
      {composed === null ? null : composed.what === "new" ? (
        <Form record={null} saved={saved} close={close} />
      ) : (
        <EditForm id={composed.id} saved={saved} close={close} />
      )}
    </FormDialog>
  );
}

type FormProps = Omit<ComposeDialogProps, "composed">;

function EditForm({ id, ...rest }: FormProps & { readonly id: string }) {
  const record = valueOr(useRecord("notices", id), null);
  return record === null ? null : <Form record={record} {...rest} />;
}

function Form(props: FormProps & { readonly record: Parameters<typeof RecordForm>[0]["record"] }) {
  const { record, saved, close } = props;
  const collection = useCollection("notices");
  const { role, siteId } = useIdentity();
  const ownSite = role !== "ADMIN";
  return (
    <RecordForm
      collection={collection}
      record={record}
      given={ownSite && record === null ? { siteId } : {}}
      hide={ownSite ? ["siteId"] : []}
      onSaved={saved}
      onCancel={close}
    />
  );
}
