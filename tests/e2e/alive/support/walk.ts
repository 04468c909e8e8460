import { Agent } from "node:http";
import type { KnownRoute } from "@healthops/hub/http/route-table";
import { openLiveDevice } from "@healthops/hub/testing/live-device";
import { isObject } from "@healthops/schema/list/parse-list-query";
import { vi } from "vitest";
import type { AliveHub } from "./alive-world.ts";
import { signsIn } from "./alive-world.ts";
import type { Nonsense } from "./nonsense.ts";
import { nonsenseFor, pathOf } from "./nonsense.ts";
import { Halves, send } from "./send.ts";

/** More than any timer of a request, a body, a channel or a connection. */
const TIME_PASSES_ms = 125_000;
/** Of one person at once: more would only wait for each other. */
const AT_ONCE = 4;
/** Whoever may do less is refused earlier: of those some requests each route are enough. */
const OTHERS_EACH = 3;
/** Of routes that the same code answers, as those of all collections, one gets everything, each other its part. */
const PART_EACH = 4;

export interface Walked {
  readonly routes: number;
  readonly requests: number;
  /** What went wrong; empty: the hub lives and answers, and no answer blamed the hub. */
  readonly findings: readonly string[];
}

/**
 * Sends every kind of nonsense to every route of a hub, as a stranger and as people who are signed in,
 * leaves in the middle of some of it, lets two minutes pass, and looks whether the hub lives.
 */
export async function walk(at: AliveHub, only: (route: KnownRoute) => boolean): Promise<Walked> {
  const routes = at.server.app.routeTable.filter(only);
  const faultsBefore = at.hub.faults.count;
  const findings: string[] = [];
  const halves = new Halves(at.url);
  const live = [await openLiveDevice("[{}]", at.url), await openLiveDevice(undefined, at.url)];
  let requests = 0;
  const shapes = await describedShapes(at.url);
  const codes = new Set<string>();
  const queue = routes.entries();
  const worker = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true });
    for (const [index, route] of queue) {
      const code = String(route.handler);
      const part = codes.has(code) ? { from: index } : null;
      codes.add(code);
      const described = withShape(route, shapes);
      for (const nonsense of await askedBy(at, described, part, shapes.definitions)) {
        requests++;
        findings.push(...(await answerOf(at.url, nonsense, agent)));
      }
      await leaveHalf(at, route, halves);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  findings.push(...(await passTime()));
  for (const text of await halves.end())
    if (text.startsWith("HTTP/1.1 5"))
      findings.push(`left half said: ${text.slice(0, 14)} ${text.slice(-300)}`);
  for (const { closed } of live) await closed;
  findings.push(...(await passTime()));
  findings.push(...(await signsOfLife(at)), ...at.strays.take());
  const { count, latest } = at.hub.faults;
  if (count !== faultsBefore)
    findings.push(`${count - faultsBefore} faults: ${latest?.where} ${latest?.code}`);
  return { routes: routes.length, requests, findings };
}

/** Every timer of the process runs that was set; what fails in one would end it. */
async function passTime(): Promise<string[]> {
  try {
    await vi.advanceTimersByTimeAsync(TIME_PASSES_ms);
    return [];
  } catch (error) {
    return [`ends the process: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** The route's nonsense, all or a part of it, from each who sends it. */
async function askedBy(
  at: AliveHub,
  route: KnownRoute,
  part: { readonly from: number } | null,
  definitions: Readonly<Record<string, unknown>>,
): Promise<readonly Nonsense[]> {
  const all = nonsenseFor(route, definitions);
  const others = someOf(all, OTHERS_EACH, part?.from ?? 0);
  const [admin, user] = [await at.admin(), await at.user()];
  return [
    ...(part === null ? all : someOf(all, PART_EACH, part.from)).map((one) =>
      withHeaders(one, admin),
    ),
    ...(part === null ? others.map((one) => withHeaders(one, user)) : []),
    ...(part === null ? others : others.slice(0, 1)),
  ];
}

function withHeaders(one: Nonsense, headers: Readonly<Record<string, string>>): Nonsense {
  return { ...one, headers: { ...headers, ...one.headers } };
}

/** About so many of the list, spread over it, beginning elsewhere for each `from`. */
function someOf<T>(all: readonly T[], count: number, from: number): readonly T[] {
  const every = Math.max(1, Math.ceil(all.length / count));
  return all.filter((_one, index) => index % every === from % every);
}

async function answerOf(url: string, nonsense: Nonsense, agent: Agent): Promise<string[]> {
  const { method, path, what } = nonsense;
  const about = `${method} ${path.slice(0, 100)} (${what})`;
  try {
    const { status, text } = await send(url, nonsense, agent);
    return status === null || status >= 500 ? [`${about}: ${status} ${text.slice(0, 300)}`] : [];
  } catch (error) {
    return [`${about}: ${String(error)}`];
  }
}

/** Strangers and people, some gone in the middle of a body and some silent in it. */
async function leaveHalf(at: AliveHub, route: KnownRoute, halves: Halves): Promise<void> {
  const path = pathOf(route.url, "01890000-0000-7000-8000-0000000000ff");
  const own = Object.entries(await at.waiter()).map(([name, value]) => `${name}: ${value}`);
  for (const method of route.methods) {
    await halves.leave(method, path, own.join("\r\n"));
    await halves.leave(method, path, "x-nobody: 1");
    halves.stay(method, path, own.join("\r\n"));
  }
}

/** Health, signing in and a list: what everybody needs. */
async function signsOfLife(at: AliveHub): Promise<string[]> {
  const agent = new Agent();
  const plain = { what: "life", method: "GET", headers: {}, body: "" };
  const headers = await at.user();
  const heard = [
    await send(at.url, { ...plain, path: "/health" }, agent),
    await send(at.url, { ...plain, path: "/api/v1/core/people", headers }, agent),
  ];
  const dead = heard.filter(({ status }) => status !== 200);
  const findings = dead.map(({ status, text }) => `no life: ${status} ${text.slice(0, 300)}`);
  return (await signsIn(at)) ? findings : [...findings, "nobody can sign in"];
}

interface Shapes {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly definitions: Readonly<Record<string, unknown>>;
}

/** What the hub says of its own bodies, where a route checks them by a record's declaration. */
async function describedShapes(url: string): Promise<Shapes> {
  const answer = await fetch(`${url}/api/openapi.json`);
  const document: unknown = await answer.json();
  const paths = fieldOf(document, "paths");
  const definitions = fieldOf(fieldOf(document, "components"), "schemas");
  return { paths, definitions };
}

function withShape(route: KnownRoute, { paths }: Shapes): KnownRoute {
  if (route.body !== undefined) return route;
  const path = fieldOf(paths, route.url.replaceAll(/:([^/]+)/g, "{$1}"));
  const operation = fieldOf(path, String(route.methods[0]).toLowerCase());
  const content = fieldOf(fieldOf(operation, "requestBody"), "content");
  const body = fieldOf(fieldOf(content, "application/json"), "schema");
  return { ...route, body };
}

function fieldOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const field = isObject(value) ? value[name] : undefined;
  return isObject(field) ? field : {};
}
