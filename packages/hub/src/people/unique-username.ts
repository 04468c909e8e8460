import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { ChangedRecord, HubRule, RuleContext } from "../engine/rules.ts";

/** No two people have the same user name, whichever door they are added or renamed through. */
export const uniqueUsername: HubRule = {
  collections: ["people"],
  async check(context, changed) {
    const named = changed.filter((person) => !person.deleted);
    const usernames = named.map(usernameOf).toSorted();
    if (usernames.length === 0) return [];
    // held until the commit: two hubs that add the same name at once wait for each other
    await context.connection.query(
      `select pg_advisory_xact_lock(hashtextextended('username:' || name, 0))
       from (select unnest($1::text[]) as name order by 1) as names`,
      [usernames],
    );
    const takers = await otherHolders(context, usernames);
    return named.some((person) => takers.get(usernameOf(person))?.some((id) => id !== person.id))
      ? [TAKEN]
      : [];
  },
};

const TAKEN = ruleFault("username", {
  en: "Somebody has this user name already. Choose another one.",
  tr: "Bu kullanıcı adı başkasında. Başka bir ad seçin.",
});

/** Ids by user name, as they will be after the batch. */
async function otherHolders(
  { connection, pending }: RuleContext,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const batch = pending("people");
  const { rows } = await connection.query<{ id: string; username: string }>(
    `select id, username from data.people
     where username = any($1) and not deleted and not id = any($2::uuid[])`,
    [[...usernames], batch.map((person) => person.id)],
  );
  const alive = batch
    .filter((person) => !person.deleted)
    .map((person) => ({ id: person.id, username: usernameOf(person) }));
  const holders = new Map<string, string[]>();
  for (const { id, username } of [...rows, ...alive]) {
    holders.set(username, [...(holders.get(username) ?? []), id]);
  }
  return holders;
}

function usernameOf(person: ChangedRecord): string {
  return String(person.after.username);
}
