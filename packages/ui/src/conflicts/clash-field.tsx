import type { Collection } from "@healthops/schema/collection";
import { useId } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { ValueView } from "../records/value-view.tsx";
import type { ClashView, Side } from "./clash.ts";
import type { SideWords } from "./side-words.ts";

interface ClashFieldProps {
  readonly clash: ClashView;
  readonly field: string;
  readonly about: Collection | undefined;
  readonly sides: Readonly<Record<Side, SideWords>>;
  readonly choice: Side | null;
  onChoose(side: Side): void;
}

/** One field: what it was, and the two values to choose from. */
export function ClashField({ clash, field, about, sides, choice, onChoose }: ClashFieldProps) {
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
        {name}
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
    </fieldset>
  );
}

function isGone(clash: ClashView, side: Side, field: string): boolean {
  const deleted = clash.kind === "delete_of_edited" ? "mine" : "theirs";
  return clash.kind !== "fields" && side === deleted && clash[side][field] === undefined;
}
