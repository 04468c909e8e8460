import { Button, Group, NativeSelect } from "@mantine/core";
import type { Collection } from "@healthops/schema/collection";
import { formOf } from "@healthops/schema/form";
import type { Content } from "@healthops/schema/record";
import { useMemo, useState } from "react";
import type { Sheet } from "../files/read-sheets.ts";
import { useText, useTexts } from "../i18n/language-provider.tsx";
import { EmptyState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { guessColumns, headRow } from "./guess-columns.ts";
import type { Mapping } from "./guess-columns.ts";
import { IMPORT_TEXT } from "./import-text.ts";
import { MappingTable } from "./mapping-table.tsx";
import { MatchChoice } from "./match-choice.tsx";
import { PlanView } from "./plan-view.tsx";
import type { ImportPlan } from "./use-import-plan.ts";
import { useImportPlan } from "./use-import-plan.ts";

interface ReviewStepProps {
  readonly collection: Collection;
  readonly given: Content;
  readonly name: string;
  readonly sheets: readonly Sheet[];
  onAnother(): void;
  onWrite(plan: ImportPlan): void;
}

/** Which sheet, which column goes where, and what that comes to. */
export function ReviewStep(props: ReviewStepProps) {
  const { name, sheets, onAnother } = props;
  const texts = useTexts(IMPORT_TEXT);
  const [chosen, setChosen] = useState(0);
  const sheet = sheets[chosen];
  const another = (
    <Button size="xs" variant="default" onClick={onAnother}>
      {texts.another}
    </Button>
  );
  if (sheet === undefined) {
    return <EmptyState title={name} text={texts.emptyFile} action={another} />;
  }
  return (
    <>
      <Group gap="sm" align="center">
        <strong>{name}</strong>
        {sheets.length < 2 ? null : (
          <NativeSelect
            size="xs"
            aria-label={texts.sheet}
            value={String(chosen)}
            data={sheets.map((each, at) => ({ value: String(at), label: each.name }))}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          />
        )}
        {another}
      </Group>
      <SheetReview key={chosen} {...props} sheet={sheet} />
    </>
  );
}

function SheetReview(props: ReviewStepProps & { readonly sheet: Sheet }) {
  const { collection, given, sheet, onWrite } = props;
  const kit = useText();
  const texts = useTexts(IMPORT_TEXT);
  const announce = useAnnounce();
  const fields = useMemo(
    () =>
      formOf(collection, "create").filter(
        ({ name, readOnly }) => !readOnly && !Object.hasOwn(given, name),
      ),
    [collection, given],
  );
  const naturalKey = useMemo(() => {
    const all = formOf(collection, "create");
    return collection.naturalKey.flatMap((name) => all.find((field) => field.name === name) ?? []);
  }, [collection]);
  const head = useMemo(() => headRow(sheet.rows, fields), [fields, sheet]);
  const titles = sheet.rows[head] ?? [];
  const rows = useMemo(() => sheet.rows.slice(head + 1), [head, sheet]);
  const [mapping, setMapping] = useState<Mapping>(() => guessColumns(titles, fields));
  const [keys, setKeys] = useState<readonly string[]>(() => (mapping.includes("id") ? ["id"] : []));
  const firstLine = head + 2;
  // What has a natural key is found by it, also by parts that the file leaves empty or out.
  const found = keys.length === 0 ? collection.naturalKey : keys;
  const plan = useImportPlan(
    { collection, fields, rows, firstLine, mapping, keys: found, given },
    announce.failed,
  );
  const map = (next: Mapping): void => {
    setMapping(next);
    setKeys(keys.filter((key) => next.includes(key)));
  };
  const count = plan === null ? 0 : plan.counts.new + plan.counts.changed;
  return (
    <>
      <MappingTable {...{ titles, rows, fields, mapping }} onMapping={map} />
      <MatchChoice {...{ naturalKey, fields, mapping, keys }} onKeys={setKeys} />
      <PlanView {...{ collection, plan, titles, mapping, fields }} />
      <Group justify="flex-end" gap="xs" className="ho-import-foot">
        <Button disabled={plan === null || count === 0} onClick={() => plan && onWrite(plan)}>
          {plan === null ? kit.common.loading : texts.import(count)}
        </Button>
      </Group>
    </>
  );
}
