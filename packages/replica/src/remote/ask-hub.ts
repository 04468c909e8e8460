import type { Clock, Fetch, FetchAnswer } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import { badAnswer, offlineProblem } from "../transport/offline.ts";
import { problemOf } from "../transport/problem-of.ts";
import { clockAhead } from "./clock-ahead.ts";
import type { ConnectionReport, HubAnswer, HubRequest } from "./replica-api.ts";

/**
 * Asks the hub over HTTP and answers what it said. Throws `offline`, `bad_answer`, or the Problem
 * that the hub answered.
 */
export async function askHub(
  fetch: Fetch,
  hubUrl: string,
  request: HubRequest,
  accessToken: string | null,
): Promise<HubAnswer> {
  return plainAnswer(await ask(fetch, hubUrl, request, accessToken));
}

/** Sends a request as JSON with the token. Throws `offline`. */
function ask(
  fetch: Fetch,
  hubUrl: string,
  request: HubRequest,
  accessToken: string | null,
): Promise<FetchAnswer> {
  return reach(fetch, `${hubUrl.replace(/\/+$/, "")}${request.path}`, {
    method: request.method,
    headers: {
      accept: "application/json, application/problem+json",
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
      ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
}

async function plainAnswer(answer: FetchAnswer): Promise<HubAnswer> {
  const text = new TextDecoder().decode(await bytesOf(answer));
  const { status, headers } = answer;
  if (status >= 400) throw problemOf(status, headers.get("retry-after"), text);
  return { status, headers: { etag: headers.get("etag") }, body: jsonOf(status, text) };
}

/** Whether the hub answers that it is ready, how fast, and how far this device's clock is off. */
export async function testConnection(
  fetch: Fetch,
  clock: Clock,
  hubUrl: string,
): Promise<ConnectionReport> {
  const since_ms = clock.now();
  try {
    const answer = await ask(fetch, hubUrl, { method: "GET", path: "/health/ready" }, null);
    const until_ms = clock.now();
    const clockAhead_ms = clockAhead(answer.headers.get("date"), since_ms, until_ms);
    await plainAnswer(answer);
    return { reachable: true, roundTrip_ms: until_ms - since_ms, clockAhead_ms, problem: null };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const { code, message } = error;
    return {
      reachable: false,
      roundTrip_ms: null,
      clockAhead_ms: null,
      problem: { code, message },
    };
  }
}

async function reach(...[fetch, url, init]: [Fetch, ...Parameters<Fetch>]): Promise<FetchAnswer> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw offlineProblem(error);
  }
}

async function bytesOf(answer: FetchAnswer): Promise<Uint8Array> {
  try {
    return await answer.bytes();
  } catch (error) {
    throw offlineProblem(error);
  }
}

function jsonOf(status: number, text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badAnswer(`status ${status}, not JSON`, error);
  }
}
