import type { Module } from "@healthops/schema/module";
import { hasRole, worksAs } from "@healthops/schema/person";
import { idsIn } from "@healthops/schema/scope";
import { useMemo } from "react";
import { useRecord } from "../data/hooks.ts";
import { useIdentity } from "../data/identity.tsx";
import type { Person } from "../data/identity.tsx";
import { useSchema } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";

/** Every installation has it, whatever anybody does or uses. */
const CORE = "core";

/**
 * Whether the app shows the module to the person: it is their work, and one of those that their site uses
 * (none named: all). What they may see and do is not decided here but by scopes and permissions.
 */
export function isOffered(
  { name, workOf }: Pick<Module, "name" | "workOf">,
  person: Person,
  used: readonly string[],
): boolean {
  if (name === CORE) return true;
  const isTheirs = workOf === undefined || workOf.some((duty) => worksAs(person, duty));
  return isTheirs && (hasRole(person, "ADMIN") || used.length === 0 || used.includes(name));
}

/** Names of the modules that are shown to who is signed in, at the site that they are at. */
export function useOfferedModules(): ReadonlySet<string> {
  const { modules } = useSchema();
  const person = useIdentity();
  const site = valueOr(useRecord("sites", person.siteId ?? ""), null);
  const used = site?.content["modules"];
  return useMemo(
    () =>
      new Set(
        modules.filter((each) => isOffered(each, person, idsIn(used))).map(({ name }) => name),
      ),
    [modules, person, used],
  );
}
