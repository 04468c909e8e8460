import { foldUsername } from "@healthops/schema/username";
import { Problem, isProblem } from "@healthops/base/problem";
import type { Identity, Tokens } from "@healthops/protocol/wire/auth";
import { replicaIdOf, setMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import { isUnreachable } from "../transport/offline.ts";
import type { HubTransport } from "../transport/transport.ts";
import type { PasswordVerifier } from "./password-verifier.ts";
import type { StoredSession } from "../store/stored-session.ts";
import { FORBIDDING } from "./access.ts";
import { readSession, tokensFrom, writeSession } from "../store/session-row.ts";

export interface SignInParts {
  readonly store: Store;
  readonly transport: HubTransport;
  readonly passwords: PasswordVerifier;
}

export interface SignedIn {
  readonly identity: Identity;
  /** `offline`: the password was checked on this device; syncing waits for the hub. */
  readonly by: "hub" | "offline";
  /** Kept beside a database that is locked, for the next sign-in. */
  readonly deviceToken?: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Signs a person in at the hub, or, when it cannot be reached, against what this device remembers
 * of the last time. Throws the hub's refusal (`sign_in_failed`, `person_disabled`,
 * `too_many_sign_ins` …), `other_persons_replica`, or `offline` when this device has nothing to
 * check against. `offlineOnly` does not try the hub.
 */
export async function signIn(
  parts: SignInParts,
  credentials: Credentials,
  offlineOnly = false,
): Promise<SignedIn> {
  if (offlineOnly) return signInOffline(parts, credentials, null);
  try {
    const deviceToken = await knownToken(parts.store, credentials.username);
    const tokens = await parts.transport.signIn({
      ...credentials,
      replicaId: await replicaIdOf(readerOf(parts.store.database)),
      ...(deviceToken === undefined ? {} : { deviceToken }),
    });
    return await accept(parts, credentials, tokens);
  } catch (error) {
    if (isUnreachable(error)) return signInOffline(parts, credentials, error);
    if (isProblem(error) && FORBIDDING.has(error.code))
      await rememberRefusal(parts, credentials, error);
    throw error;
  }
}

/**
 * Signs out: the hub ends the session if it can be reached; this device forgets the tokens either
 * way. Local data and waiting changes stay for the same person's next sign-in.
 */
export async function signOut({ store, transport }: SignInParts): Promise<void> {
  const session = await readSession(readerOf(store.database));
  if (session === null) return;
  await store.database.transaction((tx) =>
    writeSession(tx, { ...session, active: false, tokens: null }),
  );
  if (session.tokens === null || session.tokens.refresh === null) return;
  try {
    await transport.signOut({ refreshToken: session.tokens.refresh });
  } catch (error) {
    // The tokens are gone from here; at the hub they end by themselves.
    if (!isProblem(error)) throw error;
  }
}

/** Whether it is the password of the person whose data this is, as this device remembers it. */
export async function checkPassword(
  { store, passwords }: SignInParts,
  password: string,
): Promise<boolean> {
  const session = await readSession(readerOf(store.database));
  return session !== null && passwords.verify(password, session.verifier);
}

/** From now on this one signs the person in without the hub, which has taken it as their new one. */
export async function rememberPassword(
  { store, passwords }: SignInParts,
  password: string,
): Promise<void> {
  const verifier = await passwords.hash(password);
  await store.database.transaction(async (tx) => {
    const session = await readSession(tx);
    if (session !== null) await writeSession(tx, { ...session, verifier });
  });
}

async function accept(
  { store, transport, passwords }: SignInParts,
  { password }: Credentials,
  answer: Tokens,
): Promise<SignedIn> {
  const owner = await readSession(readerOf(store.database));
  if (owner !== null && owner.identity.personId !== answer.identity.personId) {
    await transport.signOut({ refreshToken: answer.refreshToken }).catch(() => undefined);
    throw otherPersonsReplica();
  }
  const deviceToken = answer.deviceToken ?? owner?.deviceToken;
  const token = deviceToken === undefined ? {} : { deviceToken };
  const session: StoredSession = {
    ...token,
    identity: answer.identity,
    active: true,
    tokens: tokensFrom(answer, store.ports.clock.now()),
    verifier: await passwords.hash(password),
    revoked: null,
  };
  await store.database.transaction(async (tx) => {
    await writeSession(tx, session);
    // Whoever signs in on a copy has been told, and has a session of its own from here on.
    await setMeta(tx, "copied_ms", null);
  });
  return { identity: answer.identity, by: "hub", ...token };
}

/** What the hub gave this device for that person. */
async function knownToken({ database }: Store, username: string): Promise<string | undefined> {
  const session = await readSession(readerOf(database));
  return session?.identity.username === foldUsername(username) ? session.deviceToken : undefined;
}

async function signInOffline(
  { store, passwords }: SignInParts,
  { username, password }: Credentials,
  cause: unknown,
): Promise<SignedIn> {
  const session = await readSession(readerOf(store.database));
  if (session === null) throw neverSignedIn(cause);
  if (session.identity.username !== foldUsername(username)) throw otherPersonsReplica();
  if (session.revoked !== null) {
    throw new Problem({ ...session.revoked, status: 403 });
  }
  if (!(await passwords.verify(password, session.verifier))) throw wrongPassword();
  await store.database.transaction((tx) => writeSession(tx, { ...session, active: true }));
  return { identity: session.identity, by: "offline" };
}

/** What the hub has said about a person or device must hold without it too, from the next opening on. */
async function rememberRefusal(
  { store }: SignInParts,
  { username }: Credentials,
  { code, message }: Problem,
): Promise<void> {
  await store.database.transaction(async (tx) => {
    const session = await readSession(tx);
    if (session?.identity.username !== foldUsername(username)) return;
    await writeSession(tx, { ...session, tokens: null, revoked: { code, message } });
  });
}

function neverSignedIn(cause: unknown): Problem {
  return new Problem({
    code: "offline",
    status: 503,
    message:
      "The hub cannot be reached, and nobody has signed in on this device before. Connect once to sign in; after that it also works offline.",
    cause,
  });
}

function otherPersonsReplica(): Problem {
  return new Problem({
    code: "other_persons_replica",
    status: 403,
    message:
      "This device folder belongs to another person, whose data and unsent changes are in it. Use a folder of your own.",
  });
}

function wrongPassword(): Problem {
  return new Problem({
    code: "sign_in_failed",
    status: 401,
    message:
      "The user name or the password is wrong. The hub cannot be reached, so the last password used on this device counts.",
  });
}
