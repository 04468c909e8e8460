import type pg from "pg";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { LookAtLinkAnswer } from "@healthops/protocol/wire/passwords";
import type {
  RefreshingDevice,
  SignInNews,
  SignInRequest,
  Tokens,
} from "@healthops/protocol/wire/auth";
import { Batched } from "../database/batched.ts";
import type { AccessChannel } from "../access/access-channel.ts";
import { ACCESS_TOKEN_s, TokenVerifier, issueAccessToken, tokenInvalid } from "./access-token.ts";
import { foldUsername } from "@healthops/schema/username";
import type { Account } from "./credentials.ts";
import { findAccounts, renewHash, storePassword } from "./credentials.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import { isOutdated } from "./password-hash.ts";
import type { PasswordTurns } from "./password-turns.ts";
import { askerOf, provedAsker } from "./password-turns.ts";
import {
  assertGoodPassword,
  assertGoodSuccessor,
  assertNotDemoPassword,
} from "./password-rules.ts";
import { findBarred, refuseBarred } from "../access/barred-device.ts";
import { notReplaceable, passwordToChange, signInFailed } from "./sign-in-problems.ts";
import type { Principal, Principals } from "./principal.ts";
import { identityOf, personDisabled } from "./principal.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { RefreshToken } from "./refresh-token.ts";
import { parseRefreshToken } from "./refresh-token.ts";
import { RefreshTurns } from "./refresh-turns.ts";
import type { RefreshOwner, SessionSummary } from "./session-list.ts";
import { listSessions, refreshOwners, revokeSession } from "./session-list.ts";
import type { SessionTicket } from "./sessions.ts";
import { SESSION_s, openSession, refreshRefused, rotateSession } from "./sessions.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";
import type { AdmittedAttempt } from "./sign-in-guard.ts";
import { SignInGuard } from "./sign-in-guard.ts";
import { newsSeen, signInNews } from "./sign-in-news.ts";
import { hasPrivateData } from "./private-data.ts";
import type { OpenLinks } from "./reset-links.ts";
import { lookAtLink, openLinks, withResetLink } from "./reset-links.ts";
import { resetNeedsLink } from "./reset-problems.ts";
import type { Schema } from "@healthops/schema/schema";
import type { SigningKeys } from "./signing-keys.ts";

export interface PeopleServiceParts {
  readonly pool: pg.Pool;
  readonly schema: Schema;
  readonly ports: Ports;
  /** Shared with others who ask who somebody is. */
  readonly principals: Principals;
  readonly signingKeys: SigningKeys;
  readonly passwords: PasswordTurns;
  readonly live: { readonly access: Pick<AccessChannel, "subscribe"> };
}

/** An access token that was believed: who it speaks for and until when. */
export interface Authenticated {
  readonly principal: Principal;
  readonly expiresAt_ms: number;
}

/** Signing in and out, and everything that proves who somebody is. */
export class PeopleService {
  readonly keys: SigningKeys;
  readonly #parts: PeopleServiceParts;
  readonly #principals: Principals;
  readonly #tokenVerifier: TokenVerifier;
  readonly #guard: SignInGuard;
  readonly #accounts: Batched<string, Account | null>;
  readonly #refreshOwners: Batched<RefreshToken, RefreshOwner | null>;
  readonly #links: OpenLinks;
  readonly #refreshes: RefreshTurns;
  readonly #failures: FailedAttempts;

  constructor(parts: PeopleServiceParts) {
    this.#parts = parts;
    const { pool } = parts;
    this.#guard = new SignInGuard(pool);
    this.#accounts = new Batched((usernames) => findAccounts(pool, usernames));
    this.#refreshOwners = refreshOwners(pool);
    this.#links = openLinks(pool);
    this.#refreshes = new RefreshTurns(parts.ports.timers);
    this.#failures = new FailedAttempts(pool);
    this.keys = parts.signingKeys;
    this.#principals = parts.principals;
    this.#tokenVerifier = new TokenVerifier(this.keys, parts.ports.clock);
    parts.live.access.subscribe(({ who }) => {
      if (who !== "keys" && who !== "everybody") return;
      this.keys.forget();
      this.#tokenVerifier.forget();
    });
  }

  /**
   * Opens a session. Every attempt counts against the limit before the password is looked at.
   * Problems: `too_many_sign_ins` (429), `demo_password_refused`, `person_disabled`,
   * `device_revoked`, `device_wiped`, `password_change_required`, `one_time_password_expired` (403),
   * `sign_in_failed` (401), which does not tell an unknown name from a wrong password.
   */
  async signIn(request: SignInRequest, client: SignInClient): Promise<Tokens> {
    const { pool, ports } = this.#parts;
    const username = foldUsername(request.username);
    const { password, deviceToken: known } = request;
    const proof = known === undefined ? {} : { deviceToken: known };
    const given = { username, password, client, proof };
    const { account, attempt, right } = await this.#try(given, () =>
      assertNotDemoPassword(password, client),
    );
    if (account === null || !right) {
      const why = account === null ? "unknown" : "password";
      await this.#recordFailure(account?.personId ?? null, why, attempt);
      throw signInFailed();
    }
    await attempt.passed();
    const { personId } = account;
    const replicaId = request.replicaId ?? null;
    const barred = replicaId === null ? null : await findBarred(pool, personId, replicaId);
    if (barred !== null) await refuseBarred(pool, barred);
    if (account.disabled) {
      await this.#recordFailure(personId, "disabled", attempt);
      throw personDisabled();
    }
    if (account.oneTime !== null) throw passwordToChange(account.oneTime);
    if (account.passwordHash !== null && isOutdated(account.passwordHash)) {
      await renewHash(pool, personId, await this.#hash(personId, password));
    }
    const ticket = await openSession(pool, ports, personId, replicaId);
    const { sessionId } = ticket;
    await recordEvent(pool, {
      kind: "signed_in",
      personId,
      sessionId,
      detail: { device: replicaId },
    });
    const replica = { id: replicaId, deviceToken: request.deviceToken };
    const deviceToken = await this.#guard.remember(personId, client, replica);
    return {
      ...(await this.#tokens(ticket)),
      ...(deviceToken === null ? {} : { deviceToken }),
      news: await signInNews(pool, personId, sessionId),
    };
  }

  /**
   * Puts an own password in the place of a one-time one, without a session. Counts as an attempt to
   * sign in. Problems: `too_many_sign_ins` (429), `sign_in_failed` (401), `person_disabled`,
   * `one_time_password_expired`, `not_permitted` when the password is an ordinary one,
   * `reset_needs_link` when a manager made it and there is private data now (403), `weak_password` (422).
   */
  async replacePassword(
    request: { readonly username: string; readonly current: string; readonly next: string },
    client: SignInClient,
  ): Promise<void> {
    const { pool } = this.#parts;
    const username = foldUsername(request.username);
    const given = { username, password: request.current, client };
    const { account, attempt, right } = await this.#try(given);
    if (account === null || !right) {
      await this.#recordFailure(account?.personId ?? null, "replace_password", attempt);
      throw signInFailed();
    }
    await attempt.passed();
    if (account.disabled) throw personDisabled();
    if (account.oneTime !== "open") throw notReplaceable(account.oneTime);
    await this.#refuseManagersPassword(account);
    assertGoodSuccessor(request.current, request.next, username);
    assertNotDemoPassword(request.next, client);
    const { personId } = account;
    const hash = await this.#hash(personId, request.next);
    await storePassword(pool, { personId, hash, by: personId, keepSession: null });
    this.#principals.forget();
  }

  /** Exchanges a refresh token for new tokens; problems as {@link rotateSession}. */
  async refresh(
    refreshToken: string,
    attempt: string | null = null,
    device: RefreshingDevice | null = null,
  ): Promise<Tokens> {
    const token = parseRefreshToken(refreshToken);
    const owner = token === null ? null : await this.#refreshOwners.of(token);
    if (token === null || owner === null) throw refreshRefused("unknown");
    const ticket = await this.#refreshes.run(owner, () =>
      rotateSession(this.#parts.pool, token, attempt, device).catch((error: unknown) => {
        this.#principals.forget();
        throw error;
      }),
    );
    return this.#tokens(ticket);
  }

  /**
   * Believes an access token, or refuses: `token_invalid`, `token_expired`, `session_revoked` (401),
   * `person_disabled` (403).
   */
  async authenticate(accessToken: string): Promise<Authenticated> {
    const claims = await this.#tokenVerifier.verify(accessToken);
    const principal = await this.#principals.of(claims.sessionId);
    if (principal.actor.personId !== claims.personId) throw tokenInvalid();
    return { principal, expiresAt_ms: claims.expiresAt_ms };
  }

  /** Call it when people or sites changed: what was remembered about anybody is asked anew. */
  forgetPrincipals(): void {
    this.#principals.forget();
  }

  /** Ends the session of the principal. */
  async signOut(principal: Pick<Principal, "actor" | "sessionId">): Promise<void> {
    await revokeSession(
      this.#parts.pool,
      principal.actor.personId,
      principal.sessionId,
      "signed_out",
    );
    this.#principals.forget();
  }

  /** Ends the session that a refresh token continues; an unknown token ends nothing. */
  async signOutByRefreshToken(refreshToken: string): Promise<void> {
    const token = parseRefreshToken(refreshToken);
    const owner = token === null ? null : await this.#refreshOwners.of(token);
    if (owner === null) return;
    await revokeSession(this.#parts.pool, owner.personId, owner.sessionId, "signed_out");
    this.#principals.forget();
  }

  /** The person's sessions that still hold. */
  async sessions(principal: Principal): Promise<SessionSummary[]> {
    return listSessions(this.#parts.pool, principal.actor.personId);
  }

  /** Ends another session of the same person; `unknown_session` (404) when there is none such. */
  async revokeSession(principal: Principal, sessionId: string): Promise<void> {
    const { pool } = this.#parts;
    const done = await revokeSession(
      pool,
      principal.actor.personId,
      sessionId,
      "revoked_by_person",
    );
    this.#principals.forget();
    if (done) return;
    throw new Problem({
      code: "unknown_session",
      status: 404,
      message: "You have no open session of that id.",
    });
  }

  /**
   * Changes one's own password and ends one's other sessions. Counts as an attempt to sign in, so
   * that a borrowed device cannot be used to guess. Problems: `too_many_sign_ins` (429),
   * `wrong_password` (403), `weak_password` (422).
   */
  async changePassword(
    principal: Principal,
    passwords: { readonly current: string; readonly next: string },
    client: SignInClient,
  ): Promise<void> {
    const { pool } = this.#parts;
    const { personId } = principal.actor;
    const { username, sessionId } = principal;
    const given = { username, password: passwords.current, client, proof: { sessionId } };
    const { account, attempt, right } = await this.#try(given);
    if (!right || account?.personId !== personId) {
      await this.#recordFailure(personId, "change_password", attempt);
      throw new Problem({
        code: "wrong_password",
        status: 403,
        message: "The current password is wrong.",
      });
    }
    await attempt.passed();
    assertGoodSuccessor(passwords.current, passwords.next, principal.username);
    assertNotDemoPassword(passwords.next, client);
    const next = await this.#hash(personId, passwords.next);
    await storePassword(pool, {
      personId,
      hash: next,
      by: personId,
      keepSession: principal.sessionId,
    });
    this.#principals.forget();
  }

  async #tokens(ticket: SessionTicket): Promise<Tokens> {
    const principal = await this.#principals.of(ticket.sessionId);
    return {
      accessToken: await issueAccessToken(this.keys, this.#parts.ports.clock, ticket),
      accessExpiresIn_s: ACCESS_TOKEN_s,
      refreshToken: ticket.refreshToken,
      refreshExpiresIn_s: SESSION_s,
      identity: identityOf(principal),
    };
  }

  /**
   * Sets a password by a link; problems as {@link withResetLink}, `weak_password` (422),
   * `demo_password_refused` (403). Ends all sessions of the person.
   */
  async useResetLink(
    request: { readonly link: string; readonly code?: string; readonly next: string },
    client: SignInClient,
  ): Promise<void> {
    const { pool } = this.#parts;
    const { username } = await lookAtLink(this.#links, request.link);
    assertGoodPassword(request.next, username, "next");
    assertNotDemoPassword(request.next, client);
    const hash = await this.#hash(username, request.next);
    await withResetLink(pool, request.link, request.code ?? null, async (connection, link) => {
      const { personId, madeBy, id, countersignedBy } = link;
      const detail = { how: "link", link: id, countersignedBy };
      await storePassword(connection, { personId, hash, by: madeBy, keepSession: null, detail });
    });
    await this.#guard.reopen(username);
    this.#principals.forget();
  }

  /** What the page of a link shows; problem `reset_link_invalid` (404). */
  lookAtResetLink(link: string): Promise<LookAtLinkAnswer> {
    return lookAtLink(this.#links, link);
  }

  /** What happened at one's account since one signed in before. */
  news({ actor, sessionId }: Principal): Promise<SignInNews> {
    return signInNews(this.#parts.pool, actor.personId, sessionId);
  }

  newsSeen({ actor }: Principal, through: number): Promise<void> {
    return newsSeen(this.#parts.pool, actor.personId, through);
  }

  /** A manager's password for somebody new opens nothing once there is private data behind it. */
  async #refuseManagersPassword({ personId, oneTimeBy }: Account): Promise<void> {
    const { pool, schema } = this.#parts;
    const { rows } = await pool.query<{ role: string }>(
      `select role from data.people where id = $1 and role <> 'ADMIN'`,
      [oneTimeBy],
    );
    if (rows.length === 0 || !(await hasPrivateData(pool, schema, personId))) return;
    throw resetNeedsLink();
  }

  async #recordFailure(
    personId: string | null,
    why: string,
    { from }: Pick<AdmittedAttempt, "from">,
  ): Promise<void> {
    const detail = from === "device" || from === "session" ? { why, from: "device" } : { why };
    await this.#failures.note(personId, detail);
  }

  /**
   * Counts an attempt and looks at its password, when it is its turn: whoever waits for that holds nothing of
   * the database. `before` may refuse it between the two.
   */
  async #try(
    { username, password, client, proof = {} }: GivenPassword,
    before: () => void = () => undefined,
  ): Promise<JudgedPassword> {
    const found = await this.#accounts.of(username);
    const tried = { username, personId: found?.personId ?? null };
    const lane = await this.#guard.recognise(tried, client, proof);
    return this.#parts.passwords.run(askerOf(lane, client), async (hasher) => {
      const attempt = await this.#guard.admit(tried, client, lane);
      before();
      // a password that was changed while this waited opens nothing
      const account = await this.#accounts.of(username);
      const right = await hasher.verify(password, account?.passwordHash ?? null);
      return { account, attempt, right };
    });
  }

  /** `who` has proved who they are. */
  #hash(who: string, password: string): Promise<string> {
    return this.#parts.passwords.run(provedAsker(who), (hasher) => hasher.hash(password));
  }
}

interface JudgedPassword {
  readonly account: Account | null;
  readonly attempt: AdmittedAttempt;
  readonly right: boolean;
}

interface GivenPassword {
  readonly username: string;
  readonly password: string;
  readonly client: SignInClient;
  readonly proof?: { readonly deviceToken?: string; readonly sessionId?: string };
}
