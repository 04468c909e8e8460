import { MultiSelect } from "@mantine/core";
import type { MultiSelectProps } from "@mantine/core";
import type { Filter } from "@healthops/schema/list/list-query";
import { offeredFilter } from "@healthops/schema/offered";
import type { StoredRecord } from "@healthops/schema/record";
import { useState } from "react";
import { useList } from "../data/hooks.ts";
import { useCollection } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import { useRecordTitle } from "../data/record-title.ts";
import { useToday } from "../data/site-clock.tsx";

interface RecordsPickerProps extends Omit<MultiSelectProps, "value" | "onChange" | "data"> {
  /** Collection to pick from. */
  readonly to: string;
  readonly value: readonly string[];
  onChange(ids: string[]): void;
}

/** More than one looks through; further ones are found by typing. */
const OFFERED = 30;

/** Picks several records of another collection by their names; what is closed is not offered anew. */
export function RecordsPicker(props: RecordsPickerProps) {
  const { to, value, onChange, ...select } = props;
  const texts = useText();
  const titleFor = useRecordTitle();
  const collection = useCollection(to);
  const [typed, setTyped] = useState("");
  const offered = offeredFilter(collection, useToday());
  const found = useRecords(to, offered, typed);
  const chosen = useRecords(to, { field: "id", op: "in", value: [...value] }, "");
  const names = new Map(
    [...found, ...chosen].map(({ id, content }) => [
      id,
      titleFor(collection, content) ?? texts.common.untitled,
    ]),
  );
  for (const id of value) if (!names.has(id)) names.set(id, texts.common.unknownRecord);
  return (
    <MultiSelect
      {...select}
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={[...value]}
      searchable
      hidePickedOptions
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={texts.form.nothingFound}
      onChange={onChange}
    />
  );
}

function useRecords(to: string, where: Filter | null, search: string): readonly StoredRecord[] {
  const page = useList(to, {
    limit: OFFERED,
    ...(where === null ? {} : { where }),
    ...(search === "" ? {} : { search }),
  });
  return valueOr(page, null)?.records ?? [];
}
