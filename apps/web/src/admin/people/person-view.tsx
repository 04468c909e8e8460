import { Button } from "@mantine/core";
import type { AccountPage } from "@healthops/protocol/wire/admin";
import type { StoredRecord } from "@healthops/schema/record";
import { idsIn } from "@healthops/schema/scope";
import { useRecord } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ValueView } from "@healthops/ui/values/value-view.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconArrowLeft, IconUserOff } from "@tabler/icons-react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import { RecentChanges } from "./recent-changes.tsx";
import { DevicesOf } from "../devices/devices-of.tsx";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import type { Asked } from "../hub/use-hub.ts";
import { useHub } from "../hub/use-hub.ts";
import { PEOPLE_TEXT } from "./people-text.ts";
import { PersonActions } from "./person-actions.tsx";

/** One person: who they are, how they sign in, on what, and what they did. */
export function PersonView({ id }: { readonly id: string }) {
  const texts = useTexts(PEOPLE_TEXT);
  const navigate = useNavigate();
  const record = useRecord("people", id);
  const account = useHub<AccountPage>(`/api/v1/people/accounts?person=${encodeURIComponent(id)}`);
  return (
    <div className={classes["scroll"]}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={() => navigate(adminPath("people"))}
      >
        {texts.back}
      </Button>
      {record.state === "loading" ? (
        <LoadingState />
      ) : record.state === "failed" ? (
        <ErrorState error={record.error} />
      ) : record.value === null ? (
        <EmptyList
          icon={<IconUserOff size={24} stroke={1.5} />}
          title={texts.notHereTitle}
          text={texts.notHereText}
        />
      ) : (
        <Person person={record.value} account={account} />
      )}
    </div>
  );
}

interface PersonProps {
  readonly person: StoredRecord;
  readonly account: Asked<AccountPage>;
}

function Person({ person, account }: PersonProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const name = String(person.content["displayName"]);
  return (
    <div className={classes["stack"]}>
      <section className="ho-card" aria-labelledby="person-name">
        <header className={classes["cardhead"]}>
          <h2 id="person-name">{name}</h2>
          <PersonChips person={person} />
          <span className="ho-spacer" />
          <PersonActions person={person} account={account} />
        </header>
        <Facts person={person} />
      </section>
      <section className="ho-card" aria-labelledby="person-sign-in">
        <header className={classes["cardhead"]}>
          <h2 id="person-sign-in">{texts.signIn}</h2>
          <span className="ho-spacer" />
          <Freshness asked={account} />
        </header>
        <HubView asked={account} lines={2}>
          {({ accounts }) => <AccountFacts account={accounts[0] ?? null} />}
        </HubView>
      </section>
      <DevicesOf person={person.id} none={texts.noDevices} />
      <div className={classes["pair"]}>
        <RecentChanges title={texts.changesBy} filter={{ person: person.id }} />
        <RecentChanges title={texts.changesAbout} filter={{ record: person.id }} />
      </div>
    </div>
  );
}

function PersonChips({ person }: { readonly person: StoredRecord }) {
  const texts = useTexts(PEOPLE_TEXT);
  const { personId } = useIdentity();
  const fields = useCollection("people").fields;
  const { role } = fields;
  return (
    <>
      {role === undefined ? null : (
        <span className="ho-chip">
          <ValueView field={role} value={person.content["role"]} />
        </span>
      )}
      {person.id === personId ? <span className="ho-chip">{texts.you}</span> : null}
      {person.content["disabled"] === true ? (
        <span className="ho-chip" data-tone="bad">
          {texts.disabled}
        </span>
      ) : null}
    </>
  );
}

function Facts({ person }: { readonly person: StoredRecord }) {
  const texts = useTexts(PEOPLE_TEXT);
  const say = useLabel();
  const { siteId, siteIds, duties } = useCollection("people").fields;
  const { content } = person;
  const none = <span className="ho-details-none">–</span>;
  const given = content["duties"];
  return (
    <dl className="ho-details">
      <div>
        <dt>{texts.username}</dt>
        <dd>{String(content["username"])}</dd>
      </div>
      <div>
        <dt>{texts.site}</dt>
        <dd>
          {siteId === undefined || content["siteId"] === null ? (
            none
          ) : (
            <ValueView field={siteId} value={content["siteId"]} />
          )}
        </dd>
      </div>
      {siteIds === undefined || idsIn(content["siteIds"]).length === 0 ? null : (
        <div>
          <dt>{say(siteIds.label)}</dt>
          <dd>
            <ValueView field={siteIds} value={content["siteIds"]} />
          </dd>
        </div>
      )}
      <div>
        <dt>{texts.duties}</dt>
        <dd>
          {duties === undefined || !Array.isArray(given) || given.length === 0 ? (
            none
          ) : (
            <ValueView field={duties} value={given} />
          )}
        </dd>
      </div>
    </dl>
  );
}

function AccountFacts({ account }: { readonly account: AccountPage["accounts"][number] | null }) {
  const texts = useTexts(PEOPLE_TEXT);
  const { common } = useText();
  const formats = useFormats();
  if (account === null) return <p className={classes["note"]}>{common.none}</p>;
  const { hasPassword, mustChange, passwordChangedAt, sessions, lastSeenAt } = account;
  const password = !hasPassword
    ? texts.noPassword
    : mustChange
      ? texts.oneTime
      : passwordChangedAt === null
        ? common.yes
        : texts.passwordSince(formats.moment(passwordChangedAt));
  return (
    <dl className="ho-details">
      <div>
        <dt>{texts.hasPassword}</dt>
        <dd className="ho-number">{password}</dd>
      </div>
      <div>
        <dt>{texts.sessions}</dt>
        <dd className="ho-number">{formats.number(sessions)}</dd>
      </div>
      <div>
        <dt>{texts.lastSeen}</dt>
        <dd className="ho-number">
          {lastSeenAt === null ? texts.never : formats.ago(Date.parse(lastSeenAt), Date.now())}
        </dd>
      </div>
    </dl>
  );
}
