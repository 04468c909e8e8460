import type { Clock } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { Duties } from "@healthops/schema/duty";
import type { PersonFacts, Role } from "@healthops/schema/person";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import type { Queryable, Row } from "../database/pool.ts";
import { SharedAnswers } from "../database/shared-answers.ts";
import type { HubActor } from "../hub-actor.ts";
import type { BarredDevice } from "../access/barred-device.ts";
import { BARRED_JSON, refuseBarred } from "../access/barred-device.ts";

/** Somebody who is signed in: who they are, what they hold, and by which session. */
export interface Principal {
  readonly actor: HubActor;
  /** What their record says, of which the actor was made. */
  readonly facts: PersonFacts;
  readonly sessionId: string;
  readonly username: string;
  readonly displayName: string;
  /** The person's devices that are served no more, by id. */
  readonly barred: ReadonlyMap<string, BarredDevice>;
}

/** Longest time that a revocation or a changed role may go unnoticed by another hub process. */
const FRESH_ms = 1_000;

/**
 * Principals by session, remembered for at most a second, so that a busy device costs one small read
 * a second, and a revoked or disabled person is out within that.
 */
export class Principals {
  readonly #db: Queryable;
  readonly #duties: Duties;
  readonly #known: SharedAnswers<Principal>;

  constructor(db: Queryable, clock: Clock, duties: Duties) {
    this.#db = db;
    this.#duties = duties;
    this.#known = new SharedAnswers(clock, FRESH_ms);
  }

  /**
   * Who the session belongs to. Problems: `person_disabled`, `device_revoked`, `device_wiped` (403),
   * `session_revoked` (401) also for sessions that are unknown or long over.
   */
  of(sessionId: string): Promise<Principal> {
    return this.#known.of(sessionId, () => readPrincipal(this.#db, this.#duties, sessionId));
  }

  /** Call it when sessions or people changed: the next question goes to the database. */
  forget(): void {
    this.#known.forget();
  }
}

/** What the person and their replica are told about themselves. */
export function identityOf(principal: Principal): Identity {
  const { actor, facts } = principal;
  return {
    personId: actor.personId,
    username: principal.username,
    displayName: principal.displayName,
    role: actor.role,
    duties: [...facts.duties],
    siteId: actor.siteIds[0] ?? null,
    siteIds: [...actor.siteIds],
    scopes: [...actor.scopes],
  };
}

/** The refusal of a person who may not sign in any more, on whatever door they knock. */
export function personDisabled(): Problem {
  return new Problem({
    code: "person_disabled",
    status: 403,
    message: "This account is disabled. Ask an administrator if you think that is wrong.",
  });
}

interface PrincipalRow extends Row {
  readonly person_id: string;
  readonly replica_id: string | null;
  readonly over: boolean;
  readonly closed: boolean;
  readonly username: string;
  readonly display_name: string;
  readonly role: Role;
  readonly duties: readonly string[];
  readonly site_id: string | null;
  readonly site_ids: readonly string[];
  readonly all_site_ids: string[];
  readonly barred: readonly BarredDevice[];
}

async function readPrincipal(db: Queryable, duties: Duties, sessionId: string): Promise<Principal> {
  const { rows } = await db.query<PrincipalRow>({
    name: "principal",
    text: `
      select p.id as person_id, s.replica_id, p.username, p.display_name, p.role, p.duties, p.site_id, p.site_ids,
        s.revoked_at is not null or s.expires_at <= now() or p.kind = 'key' as over,
        p.disabled or p.deleted as closed,
        case when p.role = 'ADMIN' then array(select id::text from data.sites) else '{}' end as all_site_ids,
        array(select ${BARRED_JSON} from hub.replicas r
          where r.person_id = p.id and r.revoked_at is not null) as barred
      from hub.sessions s join data.people p on p.id = s.person_id
      where s.id = $1`,
    values: [sessionId],
  });
  const row = rows[0];
  const own = row?.barred.find(({ id }) => id === row.replica_id);
  // before all else: also the device of somebody who may not sign in any more has to erase its data
  if (own !== undefined) await refuseBarred(db, own);
  if (row?.closed === true) throw personDisabled();
  if (row === undefined || row.over) {
    throw new Problem({
      code: "session_revoked",
      status: 401,
      message: "This session was ended. Sign in again.",
    });
  }
  const facts = factsOf(row);
  return {
    actor: actorOf(duties, facts, row),
    facts,
    sessionId,
    username: row.username,
    displayName: row.display_name,
    barred: new Map(row.barred.map((device) => [device.id, device])),
  };
}

function factsOf(row: PrincipalRow): PersonFacts {
  return {
    personId: row.person_id,
    role: row.role,
    duties: row.duties,
    siteId: row.site_id,
    siteIds: row.site_ids,
  };
}

function actorOf(duties: Duties, facts: PersonFacts, row: PrincipalRow): HubActor {
  const person = whoActs(duties, facts);
  return {
    ...person,
    scopes: new Set(scopesHeldBy(duties, person, row.all_site_ids)),
    replicaId: row.replica_id,
    system: false,
  };
}
