import { Button, FileButton, Group, Modal } from "@mantine/core";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { readTable } from "@healthops/ui/files/read-table";
import { LANGUAGES } from "@healthops/ui/i18n/texts/language";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { changesOf, cellWork } from "./cell-changes.ts";
import { IMPORT_TEXT } from "./import-text.ts";
import { monthName } from "../../rules/month-name.ts";
import type { ImportPlan } from "./plan-month-import.ts";
import { planBookImport } from "./plan-month-import.ts";
import classes from "./timesheets.module.css";
import type { DrawnMonth } from "./use-drawn-month.tsx";
import type { Month } from "./use-month.ts";

interface MonthImportProps {
  readonly month: string;
  readonly value: Month;
  readonly drawn: DrawnMonth;
  onDone(): void;
}

const SHOWN = 100;

/** Takes a month from a spreadsheet: first what it would change and what is wrong, then the change. */
export function MonthImport({ month, value, drawn, onDone }: MonthImportProps) {
  const texts = useTexts(IMPORT_TEXT);
  const kit = useText();
  const api = useReplica();
  const announce = useAnnounce();
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [busy, setBusy] = useState(false);

  const read = async (file: File | null): Promise<void> => {
    if (file === null) return;
    try {
      const { sheets } = await readTable(file);
      const names = LANGUAGES.map((language) => monthName(month, language).split(" ")[0] ?? "");
      setPlan(planBookImport(sheets, { id: month, names }, drawn.drawn, value.codes));
    } catch (error) {
      announce.failed(error);
    }
  };
  const write = async (edits: ImportPlan["edits"]): Promise<void> => {
    const known = {
      codes: value.codes,
      employee: (id: string) => drawn.byId.get(id)?.month.employee,
      entry: (id: string, date: string) => drawn.byId.get(id)?.entries.get(date),
    };
    await api.mutateAll(changesOf(cellWork(edits, known), value.state));
  };
  const take = async (): Promise<void> => {
    if (plan === null) return;
    setBusy(true);
    try {
      await write(plan.edits);
      announce.done(texts.done(plan.edits.length));
      onDone();
    } catch (error) {
      announce.failed(error);
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onDone}
      title={texts.title}
      size="lg"
      closeButtonProps={{ "aria-label": kit.common.close }}
    >
      <p className={classes["quiet"]}>{texts.help}</p>
      {plan !== null && <Preview plan={plan} drawn={drawn} />}
      <Group justify="flex-end" mt="md" gap="xs">
        <FileButton accept=".xlsx,.csv,.tsv,.txt" onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} variant={plan === null ? "filled" : "default"} data-autofocus>
              {plan === null ? texts.choose : texts.chooseAnother}
            </Button>
          )}
        </FileButton>
        {plan !== null && (
          <Button disabled={plan.edits.length === 0} loading={busy} onClick={() => void take()}>
            {texts.take(plan.edits.length)}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

function Preview({ plan, drawn }: { readonly plan: ImportPlan; readonly drawn: DrawnMonth }) {
  const texts = useTexts(IMPORT_TEXT);
  const formats = useFormats();
  if (!plan.understood) return <p role="alert">{texts.notUnderstood}</p>;
  return (
    <>
      <p>{texts.summary(plan.employees, plan.edits.length, plan.unchanged, plan.faults.length)}</p>
      {plan.faults.length > 0 && (
        <div role="alert">
          <ul className={classes["faults"]}>
            {plan.faults.slice(0, SHOWN).map(({ row, kind, text, day }) => (
              <li key={`${row} ${day ?? ""}`}>{texts.faults[kind](row, text, day ?? 0)}</li>
            ))}
          </ul>
        </div>
      )}
      {plan.edits.length > 0 && (
        <div className={classes["preview"]}>
          <table className={classes["sums"]}>
            <thead>
              <tr>
                <th scope="col">{texts.employee}</th>
                <th scope="col">{texts.day}</th>
                <th scope="col">{texts.before}</th>
                <th scope="col">{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {plan.edits.slice(0, SHOWN).map(({ rowId, columnId, before, text }) => (
                <tr key={`${rowId} ${columnId}`}>
                  <td>{drawn.byId.get(rowId)?.grid.name}</td>
                  <td>{formats.day(columnId)}</td>
                  <td>{before}</td>
                  <td>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {plan.edits.length > SHOWN && (
        <p className={classes["quiet"]}>{texts.more(plan.edits.length - SHOWN)}</p>
      )}
    </>
  );
}
