import { Button } from "@mantine/core";
import type { RefusedChange } from "@healthops/protocol/wire/refused";
import type { FieldValue } from "@healthops/schema/field";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/records/reference-text.tsx";
import { ValueView } from "@healthops/ui/records/value-view.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import { failureText } from "@healthops/ui/states/problem-text";
import { IconMailX } from "@tabler/icons-react";
import { adminPath } from "../admin-path.ts";
import classes from "../admin.module.css";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import { useHubPages } from "../hub/use-hub-pages.ts";
import { ATTENTION_TEXT } from "./attention-text.ts";

type RefusedMutation = RefusedChange["mutations"][number];

/** What the hub did not accept from anybody's device, with what they wanted and why not. */
export function RefusedWork() {
  const texts = useTexts(ATTENTION_TEXT);
  const { common } = useText();
  const pages = useHubPages<RefusedChange>("/api/v1/refused?limit=50", "refused");
  const { entries } = pages;
  if (entries === null) {
    return (
      <div className="ho-card">
        {pages.error === null ? (
          <LoadingState />
        ) : (
          <HubFailure error={pages.error} onRetry={pages.reload} />
        )}
      </div>
    );
  }
  return (
    <>
      <div className={classes["quick"]}>
        <p className={classes["explain"]}>{texts.refusedExplain}</p>
        <span className="ho-spacer" />
        <Freshness asked={pages} />
      </div>
      {entries.length === 0 ? (
        <div className="ho-card">
          <EmptyState
            icon={<IconMailX size={24} stroke={1.5} />}
            title={texts.refusedEmptyTitle}
            text={texts.refusedEmptyText}
          />
        </div>
      ) : (
        <div className={classes["stack"]}>
          {entries.map((change) => (
            <Refused key={`${change.deviceId} ${change.seq}`} change={change} />
          ))}
          {pages.complete ? null : (
            <Button size="compact-sm" variant="subtle" loading={pages.asking} onClick={pages.more}>
              {common.more}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Refused({ change }: { readonly change: RefusedChange }) {
  const formats = useFormats();
  return (
    <article className={`ho-card ${classes["refused"]}`}>
      <header>
        <AppLink
          className={classes["link"]}
          href={adminPath("people", { person: change.personId })}
        >
          <ReferenceText to="people" id={change.personId} />
        </AppLink>
        {change.siteId === null ? null : (
          <span className="ho-chip">
            <ReferenceText to="sites" id={change.siteId} />
          </span>
        )}
        <span className="ho-spacer" />
        <time className="ho-number" dateTime={change.at}>
          {formats.moment(change.at)}
        </time>
      </header>
      {change.mutations.map((mutation) => (
        <Wanted key={`${mutation.collection} ${mutation.recordId}`} mutation={mutation} />
      ))}
    </article>
  );
}

function Wanted({ mutation }: { readonly mutation: RefusedMutation }) {
  const texts = useTexts(ATTENTION_TEXT);
  const kit = useText();
  const say = useLabel();
  const collection = useSchema().collections.get(mutation.collection);
  const fields = Object.entries(mutation.fields ?? {}) as readonly [string, FieldValue][];
  return (
    <div className={classes["wanted"]}>
      <p>
        <b>{kit.operations[mutation.op]}</b>{" "}
        {collection === undefined ? mutation.collection : say(collection.title.one)}
      </p>
      <p className="ho-refusal">{failureText(mutation, kit)}</p>
      {mutation.withheld ? <p className={classes["note"]}>{texts.withheld}</p> : null}
      <dl className="ho-details">
        {fields.map(([name, value]) => {
          const field = collection?.fields[name];
          return (
            <div key={name}>
              <dt>{field === undefined ? name : say(field.label)}</dt>
              <dd className="ho-number">
                {field === undefined ? (
                  JSON.stringify(value)
                ) : (
                  <ValueView field={field} value={value} />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
