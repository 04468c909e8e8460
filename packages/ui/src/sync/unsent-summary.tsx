import type { GroupState } from "@healthops/replica/outbox/group-state";
import { useId } from "react";
import { usePending, useTitle } from "../data/hooks.ts";
import { useSchema } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { failureText } from "../states/problem-text.ts";
import { groupUnsent } from "./group-unsent.ts";
import type { UnsentKind } from "./group-unsent.ts";

/** So many records of a kind are named; the rest is counted. */
const NAMED = 3;

interface UnsentSummaryProps {
  readonly states: readonly GroupState[];
  readonly title: string;
}

/** Changes in these states by kind of record, with the names of some; nothing when there are none. */
export function UnsentSummary({ states, title }: UnsentSummaryProps) {
  const id = useId();
  const kinds = groupUnsent(valueOr(usePending(states), []));
  if (kinds.length === 0) return null;
  return (
    <section className="ho-unsent" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {kinds.map((kind) => (
          <Kind key={kind.collection} kind={kind} />
        ))}
      </ul>
    </section>
  );
}

function Kind({ kind }: { readonly kind: UnsentKind }) {
  const schema = useSchema();
  const texts = useText();
  const say = useLabel();
  const formats = useFormats();
  const { collection, changes, ids, refusal } = kind;
  const declared = schema.collections.get(collection);
  const rest = ids.length - NAMED;
  return (
    <li>
      <span className="ho-unsent-kind">
        {declared === undefined ? collection : say(declared.title.many)}{" "}
        <span className="ho-chip ho-number">{formats.number(changes, 0)}</span>
      </span>
      <span className="ho-unsent-names">
        {ids.slice(0, NAMED).map((id, at) => (
          <span key={id}>
            {at === 0 ? "" : ", "}
            <Name collection={collection} id={id} />
          </span>
        ))}
        {rest > 0 ? ` ${texts.sync.andMore(rest)}` : ""}
      </span>
      {refusal === null ? null : (
        <span className="ho-unsent-why">{failureText(refusal, texts)}</span>
      )}
    </li>
  );
}

function Name({ collection, id }: { readonly collection: string; readonly id: string }) {
  const declared = useSchema().collections.get(collection);
  const say = useLabel();
  return useTitle(collection, id) ?? (declared === undefined ? id : say(declared.title.one));
}
