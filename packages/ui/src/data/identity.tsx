import { assert } from "@healthops/base/assert";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { Duties } from "@healthops/schema/duty";
import type { Actor } from "@healthops/schema/person";
import { whoActs } from "@healthops/schema/person";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { useReplica, useSchema } from "./replica-provider.tsx";

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

interface Signed {
  readonly person: Person;
  readonly workplace: Workplace;
}

/** The workplaces of who is signed in, and the one that they are at. */
export interface Workplace {
  readonly siteId: string | null;
  /** More than one: they choose. */
  readonly siteIds: readonly string[];
  /** Remembered on this device; what is made new from then on belongs there. */
  choose(siteId: string): void;
}

const PersonContext = createContext<Signed | null>(null);

/** Under which the chosen workplace is kept on the device. */
const KEPT = "workplace";

/** Tells the screens below it who is signed in. */
export function IdentityProvider(props: {
  readonly identity: Identity;
  readonly children: ReactNode;
}) {
  const { identity, children } = props;
  const { duties } = useSchema();
  const api = useReplica();
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    api.kept(KEPT).then(
      (kept) => !left && typeof kept === "string" && setChosen(kept),
      // Without a session nothing is kept, and the screens say so themselves.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [api]);
  const signed = useMemo(() => {
    const person = personOf(duties, identity, chosen);
    const choose = (siteId: string): void => {
      setChosen(siteId);
      // In this window it holds also where it could not be kept.
      api.keep(KEPT, siteId).catch(() => undefined);
    };
    const workplace = { siteId: person.siteId, siteIds: person.workplaceIds, choose };
    return { person, workplace };
  }, [api, duties, identity, chosen]);
  return <PersonContext value={signed}>{children}</PersonContext>;
}

/** Who is signed in; only for screens behind the sign-in. */
export function useIdentity(): Person {
  return useSigned().person;
}

/** Where they work, and are now. */
export function useWorkplace(): Workplace {
  return useSigned().workplace;
}

function useSigned(): Signed {
  const signed = useContext(PersonContext);
  assert(signed !== null, "this screen is shown to people who are signed in");
  return signed;
}
