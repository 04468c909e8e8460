import { ActionIcon, Tooltip } from "@mantine/core";
import { IconTableImport } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { lazy, Suspense, useState } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { LIST_TEXT } from "../lists/list-text.ts";
import { useTask } from "../lists/use-task.ts";

const ImportDialog = lazy(async () => ({
  default: (await import("./import-dialog.tsx")).ImportDialog,
}));

interface ImportButtonProps {
  readonly collection: Collection;
  /** What every new record gets; those fields are not asked of the file. */
  readonly given: Content;
}

/** Opens the import of a file into a list. */
export function ImportButton({ collection, given }: ImportButtonProps) {
  const texts = useTexts(LIST_TEXT);
  const [open, setOpen] = useState(false);
  // Here, not in the dialog: an import is taken back after that has closed.
  const runner = useTask();
  return (
    <>
      <Tooltip label={texts.import}>
        <ActionIcon color="gray" aria-label={texts.import} onClick={() => setOpen(true)}>
          <IconTableImport size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {open ? (
        <Suspense>
          <ImportDialog {...{ collection, given, runner }} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
