import { Problem } from "@healthops/base/problem";
import { people } from "@healthops/schema/core/people";
import { foldUsername } from "@healthops/schema/username";
import type { Session } from "./session.ts";
import type { SentRecord } from "./shapes.ts";

/** What older clients call the person: their user name, or the number that the old server gave them. */
export type UserName = string | number;

/** How answers name the person: by the number that their client once sent, else by user name. */
export async function userNameOf(session: Session): Promise<UserName> {
  const { hub, actor, ids, username } = session;
  const known = await ids.named(hub.engine.catalog.named(people.name), actor.personId);
  return known ?? username;
}

/**
 * Refuses records of somebody else: Problem `foreign_user` (403) that names each. The first number
 * that a person's client sends is taken for theirs from then on; nobody else is reached by it.
 */
export async function checkUsers(
  session: Session,
  sent: readonly SentRecord[],
  pathOf: (index: number) => string,
): Promise<void> {
  const { hub, actor, ids, username } = session;
  if (sent.every(({ user }) => user === undefined || user === null)) return;
  const known = await userNameOf(session);
  const first = sent.find(({ user }) => typeof user === "number")?.user;
  const number = typeof known === "number" ? known : first;
  const isOwn = (user: UserName): boolean =>
    typeof user === "number"
      ? user === number
      : user === actor.personId || foldUsername(user) === username || user === String(number);
  const faults = sent.flatMap(({ user }, index) =>
    user === undefined || user === null || isOwn(user)
      ? []
      : [
          {
            field: pathOf(index),
            message: "is somebody else",
            allowed: "the person who is signed in",
          },
        ],
  );
  if (faults.length > 0) {
    throw new Problem({
      code: "foreign_user",
      status: 403,
      message: `Records can only be kept for the person who is signed in; ${faults[0]?.field} names somebody else. Nothing was changed.`,
      faults: faults.slice(0, 20),
    });
  }
  if (typeof known === "string" && typeof number === "number") {
    await ids.remember(hub.engine.catalog.named(people.name), [[number, actor.personId]]);
  }
}
