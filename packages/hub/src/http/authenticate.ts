import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preParsingAsyncHookHandler,
} from "fastify";
import { present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { HubActor } from "../hub-actor.ts";
import type { PeopleService } from "../people/people-service.ts";
import type { EnterShare } from "./share-requests.ts";
import type { Principal } from "../people/principal.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** The `preParsing` hook of routes for people who are signed in. */
    authenticate: preParsingAsyncHookHandler;
  }
  interface FastifyRequest {
    /** Who is signed in; only on routes with the `authenticate` hook. */
    readonly principal: Principal;
    /** The same person as the engine and the rules know them. */
    readonly actor: HubActor;
  }
}

/** What happens when it is known who asks. */
export interface Admission {
  /** Waits until this person may have one more request under way. */
  readonly enter: EnterShare;
  readonly known: (token: string, sessionId: string) => void;
}

const principals = new WeakMap<FastifyRequest, Principal>();

/**
 * Gives routes `app.authenticate`, to be used as `preParsing`: after the rate limit, before the body
 * is read. Problems: `sign_in_required`, `token_invalid`, `token_expired`, `session_revoked` (401),
 * `person_disabled` (403), `too_many_at_once` (429).
 */
export function provideAuthentication(
  app: FastifyInstance,
  people: PeopleService,
  { enter, known }: Admission,
): void {
  app.decorateRequest("principal", {
    getter(): Principal {
      return present(principals.get(this), "the route has the authenticate hook");
    },
  });
  app.decorateRequest("actor", {
    getter(): HubActor {
      return this.principal.actor;
    },
  });
  app.decorate("authenticate", async (request: FastifyRequest, reply: FastifyReply) => {
    const token = bearerToken(request);
    const { principal } = await people.authenticate(token);
    principals.set(request, principal);
    known(token, principal.sessionId);
    await enter(request, reply, principal.actor.personId);
  });
}

/** Who is signed in, if anybody: for the log. */
export function personIdOf(request: FastifyRequest): string | undefined {
  return principals.get(request)?.actor.personId;
}

/** The token of the `Authorization` header, or `sign_in_required`. */
export function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token !== undefined) return token;
  throw new Problem({
    code: "sign_in_required",
    status: 401,
    message:
      "Sign in first: this address needs an access token in the header `Authorization: Bearer …`.",
  });
}
