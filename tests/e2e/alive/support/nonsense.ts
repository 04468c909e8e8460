import type { KnownRoute } from "@healthops/hub/http/route-table";
import { SHAPELESS, evilBodies } from "./evil-bodies.ts";

/** One request that makes no sense. */
export interface Nonsense {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const JSON_TYPE = { "content-type": "application/json" };
const SOME_ID = "01890000-0000-7000-8000-0000000000ff";

const QUERIES = [
  "?limit=1e99&after=%00&sort=%ED%A0%80&q=%00&since=9999999999999999999999&from=x&person=me",
  "?where=id:in:&where=::&where=version:eq:1e400&filter=%7B%22all%22%3A%5B%5B%5B%5D%5D%5D%7D",
  `?a[b][c]=1&a=2&__proto__=3&&&=%&q=${"a%20".repeat(600)}`,
];

const TYPES = ["text/plain", "multipart/form-data; boundary="];

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {
    "if-match": "W/",
    "if-none-match": "*",
    "x-reason": "\u00e9".repeat(600),
    "x-region": "\u00c4",
  },
  {
    "healthops-page-bytes": "-1e9",
    "healthops-line": "{}",
    "healthops-device": "app=;=;waiting=x",
    "accept-encoding": "zstd;q=9, *;q=x",
    range: "bytes=-1-,9-",
  },
];

/** Every kind of nonsense that an address can be sent, on its own ways and on others. */
export function nonsenseFor(
  { url, methods, body: shape }: KnownRoute,
  definitions: Readonly<Record<string, unknown>>,
): readonly Nonsense[] {
  const path = pathOf(url, SOME_ID);
  const wrong = METHODS.filter((method) => !methods.includes(method)).slice(-3);
  const own = methods.flatMap((method): Nonsense[] => [
    asked("nothing", method, path),
    ...(url === path ? [] : PARTS).map((part) => asked("address", method, pathOf(url, part))),
    ...QUERIES.map((query) => asked("query", method, path + query)),
    ...HEADERS.map((headers) => asked("headers", method, path, headers)),
    ...(hasBody(method) ? bodies(method, path, evilBodies(shape, definitions)) : []),
  ]);
  return [...wrong.map((method) => asked("method", method, path)), ...own];
}

function asked(
  what: string,
  method: string,
  path: string,
  headers: Nonsense["headers"] = {},
  body = "",
): Nonsense {
  return { what, method, path, headers, body };
}

function bodies(method: string, path: string, evil: readonly string[]): Nonsense[] {
  const json = [...SHAPELESS, ...evil].map((body) =>
    asked(`body ${body.slice(0, 60)}`, method, path, JSON_TYPE, body),
  );
  const others = TYPES.map((type) =>
    asked(`type ${type}`, method, path, { "content-type": type }, "<a/>"),
  );
  return [...json, ...others];
}

function hasBody(method: string): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** For `:id` and its like; the first is one that might be there. */
const PARTS = ["%00", "%ED%A0%80", "1e999", "x".repeat(150), "y".repeat(400)];

/** The address with something in the place of each parameter. */
export function pathOf(url: string, part: string): string {
  return url.replaceAll(/:[^/]+|\*/g, part);
}
