import { Checkbox, Group, NativeSelect } from "@mantine/core";
import type { FormField } from "@healthops/schema/form";
import { useState } from "react";
import { useLabel, useTexts } from "../i18n/language-provider.tsx";
import type { Mapping } from "./guess-columns.ts";
import { IMPORT_TEXT } from "./import-text.ts";

interface MatchChoiceProps {
  /** Fields that tell records apart anyway; none: a person chooses. */
  readonly naturalKey: readonly FormField[];
  readonly fields: readonly FormField[];
  readonly mapping: Mapping;
  readonly keys: readonly string[];
  onKeys(keys: readonly string[]): void;
}

type Match = "none" | "id" | "fields";

/** How a row finds the record that it means. */
export function MatchChoice({ naturalKey, fields, mapping, keys, onKeys }: MatchChoiceProps) {
  const texts = useTexts(IMPORT_TEXT);
  const label = useLabel();
  const [byFields, setByFields] = useState(false);
  const match: Match = keys[0] === "id" ? "id" : byFields ? "fields" : "none";
  const choose = (next: Match): void => {
    setByFields(next === "fields");
    onKeys(next === "id" ? ["id"] : []);
  };
  const byKey = texts.matchKey(naturalKey.map((field) => label(field.label)));
  const mapped = fields.filter(({ name, kind }) => mapping.includes(name) && kind !== "json");
  return (
    <fieldset className="ho-import-part">
      <legend>{texts.match}</legend>
      <Group gap="md" align="center">
        <NativeSelect
          size="xs"
          aria-label={texts.match}
          value={match}
          data={[
            { value: "none", label: naturalKey.length > 0 ? byKey : texts.matchNone },
            ...(mapping.includes("id") ? [{ value: "id", label: texts.matchId }] : []),
            ...(naturalKey.length > 0 ? [] : [{ value: "fields", label: texts.matchFields }]),
          ]}
          onChange={(event) => choose(event.currentTarget.value as Match)}
        />
        {match === "fields" ? (
          <Checkbox.Group
            aria-label={texts.matchFields}
            value={[...keys]}
            onChange={(names) => onKeys(names)}
          >
            <Group gap="sm">
              {mapped.map((field) => (
                <Checkbox
                  key={field.name}
                  size="xs"
                  value={field.name}
                  label={label(field.label)}
                />
              ))}
            </Group>
          </Checkbox.Group>
        ) : null}
      </Group>
    </fieldset>
  );
}
