import { useToday } from "../data/site-clock.tsx";
import { Select } from "@mantine/core";
import type { SelectProps } from "@mantine/core";
import { PERSONS, people } from "@healthops/schema/core/people";
import { offeredFilter } from "@healthops/schema/offered";
import { useState } from "react";
import { useList, useTitle } from "../data/hooks.ts";
import { useCollection } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useText } from "../i18n/language-provider.tsx";
import { useRecordTitle } from "../data/record-title.ts";

interface RecordPickerProps extends Omit<SelectProps, "value" | "onChange" | "data"> {
  /** Collection to pick from. */
  readonly to: string;
  readonly value: string | null;
  /** Offers the accounts of programs' keys among the people as well: where one looks for what they did. */
  readonly withKeys?: boolean;
  /** For something new: what is closed is not offered. */
  readonly forNew?: boolean;
  onChange(id: string | null): void;
}

/** More than one looks through; further ones are found by typing. */
const OFFERED = 30;

/** Picks a record of another collection by its name. */
export function RecordPicker(props: RecordPickerProps) {
  const { to, value, onChange, withKeys = false, forNew = false, ...select } = props;
  const texts = useText();
  const titleFor = useRecordTitle();
  const collection = useCollection(to);
  const [typed, setTyped] = useState("");
  const chosen = useTitle(to, value ?? "");
  const name = value === null ? "" : (chosen ?? texts.common.unknownRecord);
  // The picked name stands in the input and is not a search.
  const search = typed === name ? "" : typed;
  const today = useToday();
  const offered = forNew ? offeredFilter(collection, today) : null;
  const conditions = [
    ...(to === people.name && !withKeys ? [PERSONS] : []),
    ...(offered === null ? [] : [offered]),
  ];
  const page = useList(to, {
    limit: OFFERED,
    ...(conditions.length === 0 ? {} : { where: { all: conditions } }),
    ...(search === "" ? {} : { search }),
  });
  const found = valueOr(page, null)?.records ?? [];
  const data = found.map(({ id, content }) => ({
    value: id,
    label: titleFor(collection, content) ?? texts.common.untitled,
  }));
  if (value !== null && !data.some((option) => option.value === value)) {
    data.unshift({ value, label: name });
  }
  return (
    <Select
      {...select}
      data={data}
      value={value}
      searchable
      clearable={select.withAsterisk !== true}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={texts.form.nothingFound}
      onChange={onChange}
    />
  );
}
