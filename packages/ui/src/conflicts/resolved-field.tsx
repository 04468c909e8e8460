import { Button } from "@mantine/core";
import type { Collection } from "@healthops/schema/collection";
import { useReplica } from "../data/replica-provider.tsx";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { ValueView } from "../values/value-view.tsx";
import { useAnnounce } from "../states/undo.tsx";
import type { ClashView } from "./clash.ts";

interface ResolvedFieldProps {
  readonly clash: ClashView;
  readonly field: string;
  readonly about: Collection | undefined;
  readonly mayDecide: boolean;
}

/** How a field was decided, and the way to bring back what lost; only both values while it is not. */
export function ResolvedField({ clash, field, about, mayDecide }: ResolvedFieldProps) {
  const api = useReplica();
  const { conflict, common } = useText();
  const label = useLabel();
  const announce = useAnnounce();
  const declared = about?.fields[field];
  const taken = clash.outcome[field];
  const restore = (): void => {
    api
      .restoreLoser(clash.id, field)
      .then(() => announce.done(conflict.waitsFor))
      .catch(announce.failed);
  };
  return (
    <fieldset className="ho-clash">
      <legend>
        <span className="ho-clash-name">
          {declared === undefined ? field : label(declared.label)}
        </span>
        {taken === "other" ? (
          <span className="ho-clash-base">
            {conflict.ownTaken}. {conflict.ownNow}
          </span>
        ) : null}
      </legend>
      {(["mine", "theirs"] as const).map((side) => (
        <div key={side} className="ho-clash-side" data-chosen={taken === side ? "" : undefined}>
          <span>
            <span className="ho-clash-value">
              {clash[side][field] === null || clash[side][field] === undefined ? (
                <em>{common.empty}</em>
              ) : (
                <ValueView field={declared ?? { kind: "json" }} value={clash[side][field]} />
              )}
            </span>
            {taken === undefined ? null : (
              <small>{taken === side ? conflict.taken : conflict.lost}</small>
            )}
          </span>
          {taken === side || taken === undefined || !mayDecide ? null : (
            <Button size="compact-xs" variant="default" onClick={restore}>
              {conflict.restoreLoser}
            </Button>
          )}
        </div>
      ))}
    </fieldset>
  );
}
