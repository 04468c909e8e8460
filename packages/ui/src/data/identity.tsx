import { assert } from "@healthops/base/assert";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { Duties } from "@healthops/schema/duty";
import type { Actor } from "@healthops/schema/person";
import { whoActs } from "@healthops/schema/person";
import type { ReactNode } from "react";
import { createContext, useContext, useMemo } from "react";
import { useSchema } from "./replica-provider.tsx";

/** Who is signed in, as rules and screens know them. */
export interface Person extends Actor {
  readonly username: string;
  readonly displayName: string;
  /** The site that they are at: of their workplaces the chosen one. Administrators may be at none. */
  readonly siteId: string | null;
}

/** Who is signed in, at the site that they chose, as long as it is one of theirs. */
export function personOf(duties: Duties, identity: Identity, chosen: string | null): Person {
  const actor = whoActs(duties, identity);
  const isTheirs = chosen !== null && actor.siteIds.includes(chosen);
  return {
    ...actor,
    username: identity.username,
    displayName: identity.displayName,
    siteId: isTheirs ? chosen : (actor.siteIds[0] ?? null),
  };
}

const PersonContext = createContext<Person | null>(null);

/** Tells the screens below it who is signed in. */
export function IdentityProvider(props: {
  readonly identity: Identity;
  readonly children: ReactNode;
}) {
  const { identity, children } = props;
  const { duties } = useSchema();
  const person = useMemo(() => personOf(duties, identity, null), [duties, identity]);
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** Who is signed in; only for screens behind the sign-in. */
export function useIdentity(): Person {
  const person = useContext(PersonContext);
  assert(person !== null, "this screen is shown to people who are signed in");
  return person;
}
