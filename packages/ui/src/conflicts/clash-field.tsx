import type { Collection } from "@healthops/schema/collection";
import { useId } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { ValueView } from "../values/value-view.tsx";
import type { ClashView, Side } from "./clash.ts";
import type { OwnValue } from "./own-value.tsx";
import { OwnValueInput, ownField } from "./own-value.tsx";
import type { SideWords } from "./side-text.ts";

/** What a person takes for a field: one of the sides, or a value of their own. */
export type FieldChoice = Side | OwnValue;

interface ClashFieldProps {
  readonly clash: ClashView;
  readonly field: string;
  readonly about: Collection | undefined;
  readonly sides: Readonly<Record<Side, SideWords>>;
  readonly choice: FieldChoice | null;
  onChoose(choice: FieldChoice): void;
}

/** One field: what it was, the two values to choose from, and room for a third. */
export function ClashField(props: ClashFieldProps) {
  const { clash, field, about, sides, choice, onChoose } = props;
  const { conflict, common } = useText();
  const label = useLabel();
  const id = useId();
  const declared = about?.fields[field];
  const name = declared === undefined ? field : label(declared.label);
  const show = (value: ClashView["base"][string] | undefined) =>
    value === null || value === undefined || value === "" ? (
      <em>{common.empty}</em>
    ) : (
      <ValueView field={declared ?? { kind: "json" }} value={value} />
    );
  return (
    <fieldset className="ho-clash">
      <legend>
        <span className="ho-clash-name">{name}</span>
        {clash.base[field] === undefined ? null : (
          <span className="ho-clash-base">
            {conflict.base}: {show(clash.base[field])}
          </span>
        )}
      </legend>
      {(["mine", "theirs"] as const).map((side) => (
        <label key={side} className="ho-clash-side" data-chosen={choice === side ? "" : undefined}>
          <input type="radio" name={id} checked={choice === side} onChange={() => onChoose(side)} />
          <span>
            <span className="ho-clash-value">
              {isGone(clash, side, field) ? (
                <em>{conflict.deletedHere}</em>
              ) : (
                show(clash[side][field])
              )}
            </span>
            <small>
              {sides[side].name} · {sides[side].at}
            </small>
          </span>
        </label>
      ))}
      {clash.kind === "fields" ? <Other {...props} group={id} /> : null}
    </fieldset>
  );
}

/** Where a deletion is one side, the record goes or stays: there is nothing to type. */
function Other(props: ClashFieldProps & { readonly group: string }) {
  const { clash, field, about, choice, onChoose, group } = props;
  const { conflict } = useText();
  const input = ownField(about, field);
  if (about === undefined || input === null) return null;
  const own = choice === null || typeof choice === "string" ? null : choice;
  return (
    <div className="ho-clash-other" data-chosen={own === null ? undefined : ""}>
      <label className="ho-clash-side">
        <input
          type="radio"
          name={group}
          checked={own !== null}
          onChange={() => onChoose({ value: clash.theirs[field] ?? null, unread: null })}
        />
        <span>{conflict.own}</span>
      </label>
      {own === null ? null : (
        <OwnValueInput about={about} field={input} own={own} onChange={onChoose} />
      )}
    </div>
  );
}

function isGone(clash: ClashView, side: Side, field: string): boolean {
  const deleted = clash.kind === "delete_of_edited" ? "mine" : "theirs";
  return clash.kind !== "fields" && side === deleted && clash[side][field] === undefined;
}
