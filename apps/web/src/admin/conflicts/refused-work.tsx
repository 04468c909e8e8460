import { Button, SegmentedControl } from "@mantine/core";
import type { RefusedChange } from "@healthops/protocol/wire/refused";
import type { FieldValue } from "@healthops/schema/field";
import { useTitle } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { ValueView } from "@healthops/ui/values/value-view.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconMailX } from "@tabler/icons-react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import type { HubPages } from "../hub/use-hub-pages.ts";
import { useHubPages } from "../hub/use-hub-pages.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { REFUSED_TEXT } from "./refused-text.ts";
import own from "./refused.module.css";
import { WhyRefused } from "./why-refused.tsx";

type RefusedMutation = RefusedChange["mutations"][number];

/** What the hub did not accept from anybody's device: to decide, or decided. */
export function RefusedWork() {
  const texts = useTexts(REFUSED_TEXT);
  const [query, change] = useAddressQuery();
  const state = query["state"] === "decided" ? "decided" : "open";
  const pages = useHubPages<RefusedChange>(`/api/v1/refused?limit=50&state=${state}`, "refused");
  return (
    <>
      <div className={classes["quick"]}>
        <SegmentedControl
          size="xs"
          aria-label={texts.state}
          value={state}
          onChange={(chosen) => change({ state: chosen === "open" ? null : chosen })}
          data={[
            { value: "open", label: texts.open },
            { value: "decided", label: texts.decided },
          ]}
        />
        <p className={classes["explain"]}>{texts.explain}</p>
        <span className="ho-spacer" />
        <Freshness asked={pages} />
      </div>
      <RefusedPages
        pages={pages}
        emptyTitle={state === "open" ? texts.emptyTitle : texts.decidedEmptyTitle}
        emptyText={state === "open" ? texts.emptyText : texts.decidedEmptyText}
        onDecide={(work) => change({ work })}
      />
      <RefusedDialog
        place={query["work"]?.replace(".", "/") ?? null}
        onClose={() => change({ work: null })}
        onDecided={() => {
          change({ work: null });
          pages.reload();
        }}
      />
    </>
  );
}

interface RefusedPagesProps {
  readonly pages: HubPages<RefusedChange>;
  readonly emptyTitle: string;
  readonly emptyText: string;
  onDecide(work: string): void;
}

function RefusedPages({ pages, emptyTitle, emptyText, onDecide }: RefusedPagesProps) {
  const { common } = useText();
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
  if (entries.length === 0) {
    return (
      <div className="ho-card">
        <EmptyState
          icon={<IconMailX size={24} stroke={1.5} />}
          title={emptyTitle}
          text={emptyText}
        />
      </div>
    );
  }
  return (
    <div className={classes["stack"]}>
      {entries.map((change) => (
        <Refused
          key={`${change.deviceId} ${change.seq}`}
          change={change}
          onDecide={() => onDecide(`${change.deviceId}.${change.seq}`)}
        />
      ))}
      {pages.complete ? null : (
        <Button size="compact-sm" variant="subtle" loading={pages.asking} onClick={pages.more}>
          {common.more}
        </Button>
      )}
    </div>
  );
}

interface RefusedProps {
  readonly change: RefusedChange;
  onDecide(): void;
}

function Refused({ change, onDecide }: RefusedProps) {
  const texts = useTexts(REFUSED_TEXT);
  const formats = useFormats();
  const { decision } = change;
  const { personId } = useIdentity();
  const further = change.mutationCount - change.mutations.length;
  const name = useTitle("people", change.personId);
  const author = name ?? texts.elsewhere;
  const decider = useTitle("people", decision?.byPersonId ?? "") ?? texts.elsewhere;
  return (
    <article className={`ho-card ${own["refused"]}`}>
      <header>
        {name === null ? (
          author
        ) : (
          <AppLink
            className={classes["link"]}
            href={adminPath("people", { person: change.personId })}
          >
            {author}
          </AppLink>
        )}
        {change.siteId === null ? null : (
          <span className="ho-chip">
            <ReferenceText to="sites" id={change.siteId} />
          </span>
        )}
        <span className="ho-spacer" />
        <time className="ho-number" dateTime={change.at}>
          {formats.moment(change.at)}
        </time>
        {change.mayDecide ? (
          <Button size="compact-sm" aria-label={texts.decideOn(author)} onClick={onDecide}>
            {texts.decide}
          </Button>
        ) : null}
      </header>
      {decision === null ? null : (
        <p className={own["decision"]} data-outcome={decision.outcome}>
          <b>{texts.outcomes[decision.outcome](decider, formats.moment(decision.at))}</b>
          {decision.reason === null ? null : <span>{decision.reason}</span>}
        </p>
      )}
      {decision === null && !change.mayDecide ? (
        <p className={own["decision"]}>{texts.adminDecides}</p>
      ) : null}
      {change.mutations.map((mutation, at) => (
        <Wanted
          key={`${at} ${mutation.recordId}`}
          mutation={mutation}
          own={change.personId === personId}
        />
      ))}
      {further > 0 ? <p className={classes["note"]}>{texts.further(further)}</p> : null}
    </article>
  );
}

interface WantedProps {
  readonly mutation: RefusedMutation;
  /** Whether the reader is who wanted it. */
  readonly own: boolean;
}

function Wanted({ mutation, own: mine }: WantedProps) {
  const texts = useTexts(REFUSED_TEXT);
  const kit = useText();
  const say = useLabel();
  const collection = useSchema().collections.get(mutation.collection);
  const name = useTitle(mutation.collection, mutation.recordId);
  const fields = Object.entries(mutation.fields ?? {}) as readonly [string, FieldValue][];
  return (
    <div className={own["wanted"]}>
      <p>
        <b>{kit.operations[mutation.op]}</b>{" "}
        {collection === undefined ? mutation.collection : say(collection.title.one)}
        {typeof name === "string" ? ` · ${name}` : null}
      </p>
      <WhyRefused own={mine} about={collection} mutations={[mutation]} />
      {mutation.withheld ? <p className={classes["note"]}>{texts.withheld}</p> : null}
      {mutation.leftOut === true ? <p className={classes["note"]}>{texts.leftOut}</p> : null}
      <dl className="ho-details">
        {fields.map(([name, value]) => {
          const field = collection?.fields[name];
          return (
            <div key={name}>
              <dt>{field === undefined ? name : say(field.label)}</dt>
              <dd className="ho-number">
                {value === null || value === "" ? (
                  <em>{kit.common.empty}</em>
                ) : field === undefined ? (
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
