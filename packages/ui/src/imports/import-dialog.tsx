import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { useState } from "react";
import type { Sheet } from "../files/read-sheets.ts";
import { readTable } from "../files/read-table.ts";
import { useLabel, useText, useTexts } from "../i18n/language-provider.tsx";
import { NARROW } from "../lists/narrow.ts";
import { TaskBar } from "../lists/task-bar.tsx";
import type { TaskRunner } from "../lists/use-task.ts";
import { LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { FileStep } from "./file-step.tsx";
import { IMPORT_TEXT } from "./import-text.ts";
import { ReviewStep } from "./review-step.tsx";
import { useImportRun } from "./use-import-run.ts";

interface ImportDialogProps {
  readonly collection: Collection;
  readonly given: Content;
  readonly runner: TaskRunner;
  onClose(): void;
}

interface OpenFile {
  readonly name: string;
  readonly sheets: readonly Sheet[];
}

/** A file, what its rows come to, and the button that writes them. */
export function ImportDialog({ collection, given, runner, onClose }: ImportDialogProps) {
  const kit = useText();
  const texts = useTexts(IMPORT_TEXT);
  const label = useLabel();
  const announce = useAnnounce();
  const narrow = useMediaQuery(NARROW) === true;
  const [file, setFile] = useState<OpenFile | "reading" | null>(null);
  const write = useImportRun(collection.name, runner);
  const read = (chosen: File): void => {
    setFile("reading");
    readTable(chosen).then(
      ({ sheets }) => setFile({ name: chosen.name, sheets }),
      (error: unknown) => {
        setFile(null);
        announce.failed(error);
      },
    );
  };
  const writing = runner.task !== null;
  return (
    <Modal
      opened
      size="72rem"
      fullScreen={narrow}
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={!writing}
      withCloseButton={!writing}
      title={<span style={{ fontWeight: 620 }}>{texts.title(label(collection.title.many))}</span>}
      closeButtonProps={{ "aria-label": kit.common.close }}
    >
      {file === null ? (
        <FileStep onFile={read} />
      ) : file === "reading" ? (
        <LoadingState lines={5} />
      ) : (
        <div className="ho-import" inert={writing}>
          <ReviewStep
            {...{ collection, given }}
            name={file.name}
            sheets={file.sheets}
            onAnother={() => setFile(null)}
            onWrite={(plan) => {
              void write(plan).then((done) => (done ? onClose() : undefined));
            }}
          />
        </div>
      )}
      <TaskBar task={runner.task} />
    </Modal>
  );
}
