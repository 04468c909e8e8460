import type { Random } from "@healthops/base/ports";
import type { OwnPasswordRequest } from "@healthops/protocol/wire/passwords";
import type { HubRequest } from "../remote/replica-api.ts";
import type { KeyStore } from "./keys/key-store.ts";
import { wrapKey } from "./keys/wrap-key.ts";
import type { PersonSession } from "./person-session.ts";

export interface ChangePasswordParts {
  readonly keys: Pick<KeyStore, "all" | "put">;
  readonly random: Random;
  readonly session: Pick<PersonSession, "name" | "key" | "replica">;
  askHub(request: HubRequest): Promise<unknown>;
}

/**
 * Changes the password of who is signed in: at the hub, then here, where it seals the key of the data
 * and signs in without the hub. Cut off in between, the next sign-in asks for both passwords.
 */
export async function changePasswordHere(
  { keys, random, session, askHub }: ChangePasswordParts,
  passwords: OwnPasswordRequest,
): Promise<void> {
  await askHub({ method: "POST", path: "/api/v1/me/password", body: passwords });
  const { name, key, replica } = session;
  const known = (await keys.all()).find((each) => each.name === name);
  if (known !== undefined)
    await keys.put({ ...known, key: await wrapKey(random, passwords.next, key, name) });
  await replica.rememberPassword(passwords.next);
}
