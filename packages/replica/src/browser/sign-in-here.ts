import { foldUsername } from "@healthops/schema/username";
import { newId } from "@healthops/base/ids";
import { isProblem, Problem } from "@healthops/base/problem";
import type { DeviceCredentials } from "../remote/replica-api.ts";
import type { SignedIn } from "../sign-in/sign-in.ts";
import { isUnreachable } from "../transport/offline.ts";
import type { KeyStore, KnownDatabase } from "./keys/key-store.ts";
import { KEY_BYTES, unwrapKey, wrapKey } from "./keys/wrap-key.ts";
import type { PersonSession, SessionParts } from "./person-session.ts";
import { FILE_PREFIX } from "./sqlite/sqlite-files.ts";

export interface SignInHereParts extends SessionParts {
  readonly keys: KeyStore;
  open(name: string, key: Uint8Array): Promise<PersonSession>;
  /** Forgets a database and its key. */
  remove(name: string): Promise<void>;
  /** What this window has open already. */
  readonly current: PersonSession | null;
}

interface Outcome {
  readonly session: PersonSession;
  readonly signedIn: SignedIn;
}

/**
 * Signs a person in on this browser profile: opens the database that their password opens, or makes
 * one on the first sign-in, and signs in with it at the hub or from memory. Throws what signing in
 * throws, and `old_password_needed` when the hub knows a newer password than the data's key.
 */
export async function signInHere(
  parts: SignInHereParts,
  credentials: DeviceCredentials,
): Promise<Outcome> {
  const known = await parts.keys.ofUser(foldUsername(credentials.username));
  if (known === null) return signInFirst(parts, credentials);
  if (credentials.startOver === true) {
    const outcome = await signInFirst(parts, credentials);
    await parts.keys.remove(known.name);
    if (parts.current?.name === known.name) await parts.current.close();
    // Other windows let go of the old file when they hear of the new one.
    void parts.remove(known.name);
    return outcome;
  }
  if (parts.current?.name === known.name)
    return signInAgain(parts, parts.current, known, credentials);
  const key = await openedKey(known, credentials);
  if (key === null) throw await whyNot(parts, credentials, known);
  const session = await parts.open(known.name, key);
  try {
    const signedIn = await session.replica.signIn(plain(credentials), credentials.offlineOnly);
    await keep(parts, session, signedIn, credentials.password, known);
    return { session, signedIn };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The database is open in this window: the session is renewed, or the password checked. */
async function signInAgain(
  parts: SignInHereParts,
  session: PersonSession,
  known: KnownDatabase,
  credentials: DeviceCredentials,
): Promise<Outcome> {
  const signedIn = await session.replica.signIn(plain(credentials), credentials.offlineOnly);
  await keep(parts, session, signedIn, credentials.password, known);
  return { session, signedIn };
}

async function signInFirst(
  parts: SignInHereParts,
  credentials: DeviceCredentials,
): Promise<Outcome> {
  if (credentials.offlineOnly === true) throw neverSignedIn();
  const name = `${FILE_PREFIX}${newId(parts.ports).replaceAll("-", "")}`;
  const session = await parts.open(name, parts.ports.random.bytes(KEY_BYTES));
  try {
    const signedIn = await session.replica.signIn(plain(credentials));
    await keep(parts, session, signedIn, credentials.password, null);
    return { session, signedIn };
  } catch (error) {
    await session.close();
    await parts.remove(name);
    throw error;
  }
}

async function openedKey(
  { key, name }: KnownDatabase,
  { password, previousPassword }: DeviceCredentials,
): Promise<Uint8Array | null> {
  const opened = await unwrapKey(password, key, name);
  if (opened !== null || previousPassword === undefined) return opened;
  return unwrapKey(previousPassword, key, name);
}

/** Writes down who the database belongs to, its key sealed with the password that just worked. */
async function keep(
  { keys, ports }: SignInHereParts,
  { name, key }: PersonSession,
  { identity, by, deviceToken }: SignedIn,
  password: string,
  known: KnownDatabase | null,
): Promise<void> {
  const sameToken = deviceToken === undefined || deviceToken === known?.deviceToken;
  const sealedAlready = known !== null && (await unwrapKey(password, known.key, name)) !== null;
  if (known !== null && (by === "offline" || (sealedAlready && sameToken))) return;
  const { personId, username, displayName } = identity;
  const sealed = await wrapKey(ports.random, password, key, name);
  const token = deviceToken === undefined ? {} : { deviceToken };
  await keys.put({ name, personId, username, displayName, key: sealed, ...token });
}

/** The password does not open the data: it is wrong, or newer than the data's key. */
async function whyNot(
  { transport }: SignInHereParts,
  credentials: DeviceCredentials,
  { deviceToken }: KnownDatabase,
): Promise<Problem> {
  if (credentials.offlineOnly === true) return wrongPassword();
  try {
    const { refreshToken } = await transport.signIn({
      ...plain(credentials),
      ...(deviceToken === undefined ? {} : { deviceToken }),
    });
    await transport.signOut({ refreshToken }).catch(() => undefined);
    return oldPasswordNeeded();
  } catch (error) {
    if (!isProblem(error)) throw error;
    return isUnreachable(error) ? wrongPassword() : error;
  }
}

function plain({ username, password }: DeviceCredentials) {
  return { username, password };
}

function wrongPassword(): Problem {
  return new Problem({
    code: "sign_in_failed",
    status: 401,
    message:
      "The user name or the password is wrong. The hub cannot be reached, so the last password used on this device counts.",
  });
}

function oldPasswordNeeded(): Problem {
  return new Problem({
    code: "old_password_needed",
    status: 409,
    message:
      "Your password was changed elsewhere. Give the previous one too, so that the data on this device can be opened; or start over and fetch everything again from the hub, without the changes that were not sent yet.",
  });
}

function neverSignedIn(): Problem {
  return new Problem({
    code: "offline",
    status: 503,
    message:
      "Nobody of that name has signed in on this device before. Connect once to sign in; after that it also works offline.",
  });
}
