import type { Clock, Fetch } from "@healthops/base/ports";
import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { ask, plainAnswer } from "./ask-hub.ts";
import { clockAhead } from "./clock-ahead.ts";
import { diagnosed, isNoHub, notAHub, otherProtocol } from "./failed-connection.ts";
import type { ConnectionReport, HubAnswer } from "./replica-api.ts";

/** Runs a request with the session's token; see `Replica.withAccess`. */
export type WithAccess = <T>(request: (accessToken: string) => Promise<T>) => Promise<T>;

const NOTHING = { roundTrip_ms: null, clockAhead_ms: null, version: null, session: null } as const;

/**
 * Whether the hub answers, how fast, how far this device's clock is off, and whether it still takes the
 * session of who is signed in (`access` null: nobody is). `problem` is the first thing in the way.
 */
export async function testConnection(
  fetch: Fetch,
  clock: Clock,
  hubUrl: string,
  access: WithAccess | null = null,
): Promise<ConnectionReport> {
  const since_ms = clock.now();
  try {
    const answer = await ask(fetch, hubUrl, { method: "GET", path: "/health/ready" }, null);
    const until_ms = clock.now();
    const clockAhead_ms = clockAhead(answer.headers.get("date"), since_ms, until_ms);
    const { version, problem } = healthOf(await plainAnswer(answer));
    const reached = { roundTrip_ms: until_ms - since_ms, clockAhead_ms, version };
    if (problem !== null) return { reachable: false, ...reached, session: null, ...plain(problem) };
    const refusal = access === null ? null : await refusalOf(fetch, hubUrl, access);
    const session = access === null ? null : refusal === null ? "ok" : "refused";
    return { reachable: true, ...reached, session, ...plain(refusal) };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const problem = isNoHub(error) ? notAHub(error) : diagnosed(error);
    return { reachable: false, ...NOTHING, ...plain(problem) };
  }
}

/** Throws `not_a_hub` when the answer is JSON, but not of a hub. */
function healthOf({ body }: HubAnswer): { version: string | null; problem: Problem | null } {
  const health = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const { status, version, protocol } = health;
  if (status !== "ok" || typeof version !== "string") throw notAHub();
  const differs = typeof protocol === "number" && protocol !== PROTOCOL_VERSION;
  return { version, problem: differs ? otherProtocol(protocol > PROTOCOL_VERSION) : null };
}

/** Why the hub does not take the session; null when it does. */
async function refusalOf(
  fetch: Fetch,
  hubUrl: string,
  access: WithAccess,
): Promise<Problem | null> {
  const request = { method: "GET", path: "/api/v1/auth/me" } as const;
  try {
    await access(async (token) => plainAnswer(await ask(fetch, hubUrl, request, token)));
    return null;
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
}

function plain(problem: Problem | null): Pick<ConnectionReport, "problem"> {
  if (problem === null) return { problem: null };
  const { code, message } = problem;
  return { problem: { code, message } };
}
