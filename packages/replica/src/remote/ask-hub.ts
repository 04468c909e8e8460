import type { Fetch, FetchAnswer } from "@healthops/base/ports";
import { badAnswer, offlineProblem } from "../transport/offline.ts";
import { problemOf } from "../transport/problem-of.ts";
import type { HubAnswer, HubRequest } from "./replica-api.ts";

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

/** Sends a request as JSON with the token; the answer as it came. Throws `offline`. */
export function ask(
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

/** What a hub answered; `bad_answer` when it was no hub, or the Problem that it answered. */
export async function plainAnswer(answer: FetchAnswer): Promise<HubAnswer> {
  const text = new TextDecoder().decode(await bytesOf(answer));
  const { status, headers } = answer;
  if (status >= 400) throw problemOf(status, headers.get("retry-after"), text);
  return { status, headers: { etag: headers.get("etag") }, body: jsonOf(status, text) };
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
