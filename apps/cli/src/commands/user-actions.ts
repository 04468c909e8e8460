import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import {
  addPerson,
  findPersonId,
  listPeople,
  setDisabled,
  setPassword,
} from "@healthops/hub/people/person-admin";
import type { Role } from "@healthops/schema/person";
import { foldUsername } from "@healthops/schema/username";
import { configOf } from "../hub-access/database-options.ts";
import { personAdmin, withHub } from "../hub-access/with-hub.ts";
import { readPassword } from "../input/read-password.ts";
import { printJson, printText } from "../output/print.ts";
import { findSite } from "./find-site.ts";
import { printPeople } from "./print-people.ts";

export interface UserOptions extends Readonly<Record<string, unknown>> {
  readonly json?: boolean;
  /** `false` by --no-password. */
  readonly password?: string | boolean;
  readonly passwordStdin?: boolean;
}

export interface AddUserOptions extends UserOptions {
  readonly name?: string;
  readonly role: Role;
  readonly duty: readonly string[];
  readonly site?: string;
  readonly alsoAt?: readonly string[];
}

/** `user add`. */
export async function addUser(typed: string, options: AddUserOptions): Promise<void> {
  const username = foldUsername(typed);
  const wantsPassword = options.password !== false;
  const password = wantsPassword ? await passwordFor(username, options) : undefined;
  await withHub(configOf(options), async (hub) => {
    const siteIds: string[] = [];
    for (const site of options.alsoAt ?? []) siteIds.push(await findSite(hub, site));
    const id = await addPerson(personAdmin(hub), {
      username,
      displayName: options.name ?? username,
      role: options.role,
      duties: options.duty,
      siteId: options.site === undefined ? null : await findSite(hub, options.site),
      siteIds,
      ...(password === undefined ? {} : { password }),
    });
    if (options.json === true) printJson({ id, username });
    else printText(`Added ${username} (${options.role}), id ${id}.`);
  });
}

/** `user list`. */
export async function listUsers(options: UserOptions): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    const people = await listPeople(hub.pool);
    if (options.json === true) printJson({ people });
    else await printPeople(hub, people);
  });
}

/** `user disable` and `user enable`. */
export async function setUserDisabled(
  username: string,
  disabled: boolean,
  options: UserOptions,
): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    const id = await personNamed(hub, username);
    await setDisabled(personAdmin(hub), id, disabled);
    if (options.json === true) return printJson({ id, disabled });
    printText(
      disabled
        ? `${username} is turned away; their sessions have ended.`
        : `${username} may sign in again.`,
    );
  });
}

/** `user set-password`. */
export async function setUserPassword(username: string, options: UserOptions): Promise<void> {
  const password = await passwordFor(username, options);
  await withHub(configOf(options), async (hub) => {
    const id = await personNamed(hub, username);
    await setPassword(personAdmin(hub), id, password);
    if (options.json === true) printJson({ id });
    else printText(`${username} has a new password; their sessions have ended.`);
  });
}

function passwordFor(username: string, options: UserOptions): Promise<string> {
  const { password, passwordStdin = false } = options;
  const source = { passwordStdin, ...(typeof password === "string" ? { password } : {}) };
  return readPassword(source, `New password of ${username}`, true);
}

async function personNamed(hub: Hub, username: string): Promise<string> {
  const id = await findPersonId(hub.pool, username);
  if (id !== null) return id;
  throw new Problem({
    code: "unknown_person",
    status: 404,
    message: `Nobody has the user name ${username}. \`healthops user list\` shows everybody.`,
  });
}
