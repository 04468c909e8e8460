import { Button } from "@mantine/core";
import { IconTableImport } from "@tabler/icons-react";
import type { DragEvent } from "react";
import { useRef, useState } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { IMPORT_TEXT } from "./import-text.ts";

const TAKEN = ".xlsx,.csv,.tsv,.txt";

/** Where a file is dropped or chosen. */
export function FileStep({ onFile }: { onFile(file: File): void }) {
  const texts = useTexts(IMPORT_TEXT);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className="ho-import-drop"
      data-over={over ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconTableImport size={30} stroke={1.4} aria-hidden />
      <strong>{texts.drop}</strong>
      <p>{texts.dropText}</p>
      <Button data-autofocus onClick={() => input.current?.click()}>
        {texts.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept={TAKEN}
        hidden
        aria-label={texts.choose}
        onChange={(event) => take(event.currentTarget.files)}
      />
    </div>
  );
}
