import { Button, Select } from "@mantine/core";
import type { Filter } from "@healthops/schema/list/list-query";
import { hasRole } from "@healthops/schema/person";
import { PERSONS } from "@healthops/schema/core/people";
import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { RecordList } from "@healthops/ui/lists/record-list.tsx";
import { useAddressQuery, useNavigate } from "@healthops/ui/address/address.tsx";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import { NewPersonDialog } from "./new-person-dialog.tsx";
import { PEOPLE_TEXT } from "./people-text.ts";
import { ResetLinks } from "./reset-links.tsx";
import { PersonView } from "./person-view.tsx";

/** Everybody who may sign in, and one of them where the address names one. */
export function PeopleSection() {
  const [query] = useAddressQuery();
  const person = query["person"];
  return person === undefined ? <PeopleList /> : <PersonView key={person} id={person} />;
}

function PeopleList() {
  const texts = useTexts(PEOPLE_TEXT);
  const people = useCollection("people");
  const navigate = useNavigate();
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const [query] = useAddressQuery();
  const [adding, setAdding] = useState(false);
  const { site = null, role = null, state = null } = query;
  const within = useMemo(() => conditionOf(site, role, state), [site, role, state]);
  const open = (id: string): void => navigate(adminPath("people", { person: id }));
  return (
    <>
      <ResetLinks />
      <QuickFilters />
      <div className={classes["fill"]}>
        <RecordList
          collection={people}
          within={within}
          onOpen={({ id }) => open(id)}
          hrefOf={({ id }) => adminPath("people", { person: id })}
          canDelete={false}
          actions={
            isAdmin ? (
              <Button
                size="xs"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {texts.newPerson}
              </Button>
            ) : null
          }
        />
      </div>
      <NewPersonDialog opened={adding} onClose={() => setAdding(false)} onAdded={open} />
    </>
  );
}

/** Site, role and state, one click away; each choice stands in the address. */
function QuickFilters() {
  const texts = useTexts(PEOPLE_TEXT);
  const say = useLabel();
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const people = useCollection("people");
  const [query, change] = useAddressQuery();
  const sites = valueOr(useList("sites", { limit: 200 }), null)?.records ?? [];
  const roles = people.fields["role"]?.choices ?? [];
  return (
    <div className={classes["quick"]}>
      {isAdmin ? (
        <Select
          size="xs"
          aria-label={texts.site}
          placeholder={texts.anySite}
          data={[
            ...sites.map(({ id, content }) => ({ value: id, label: String(content["name"]) })),
            { value: "none", label: texts.noSite },
          ]}
          value={query["site"] ?? null}
          onChange={(site) => change({ site })}
          clearable
          searchable
        />
      ) : null}
      <Select
        size="xs"
        aria-label={texts.role}
        placeholder={texts.anyRole}
        data={roles.map(({ value, label }) => ({ value, label: say(label) }))}
        value={query["role"] ?? null}
        onChange={(role) => change({ role })}
        clearable
      />
      <Select
        size="xs"
        aria-label={texts.state}
        placeholder={texts.anyState}
        data={[
          { value: "enabled", label: texts.enabled },
          { value: "disabled", label: texts.disabled },
        ]}
        value={query["state"] ?? null}
        onChange={(state) => change({ state })}
        clearable
      />
    </div>
  );
}

function conditionOf(site: string | null, role: string | null, state: string | null): Filter {
  const all: Filter[] = [PERSONS];
  if (site === "none") all.push({ field: "siteId", op: "isEmpty", value: true });
  else if (site !== null) {
    const further = { field: "siteIds", op: "contains", value: site } as const;
    all.push({ any: [{ field: "siteId", op: "eq", value: site }, further] });
  }
  if (role !== null) all.push({ field: "role", op: "eq", value: role });
  if (state !== null) all.push({ field: "disabled", op: "eq", value: state === "disabled" });
  return { all };
}
