import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHubServer } from "../../doors/hub-server.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import { createLog } from "../log.ts";
import { isBuiltApp } from "./app-files.ts";
import { serveApp } from "./serve-app.ts";

const PAGE = "<!doctype html><title>App</title>";
const PROGRAM = "export const a = 1;";
const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", host: "hub.example:8000" };

let it: TestHub;
let server: OpenHubServer;
const folder = mkdtempSync(path.join(tmpdir(), "healthops-app-"));

beforeAll(async () => {
  mkdirSync(path.join(folder, "assets"));
  const files: Record<string, string | Buffer> = {
    "index.html": PAGE,
    "sw.js": "self;",
    "manifest.webmanifest": "{}",
    "assets/main-Ab1.js": PROGRAM,
    "assets/main-Ab1.js.gz": gzipSync(PROGRAM),
    ".hidden": "",
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), content);
  it = await openTestHub();
  server = await createHubServer(it.hub, {
    log: createLog({ level: "silent" }),

    server: { rateLimits: { general: 1, sync: null, auth: null } },
    routes: [(app) => serveApp(app, folder)],
  });
});
afterAll(async () => {
  await server.close();
  await it.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = BROWSER) =>
  server.app.inject({ url, headers });

describe("the web app's page", () => {
  test.each(["/", "/sign-in", "/c/meals/0190", "/a.b"])(
    "answers at %s, asked for anew each time",
    async (url) => {
      const answer = await get(url);
      expect([answer.statusCode, answer.body]).toEqual([200, PAGE]);
      expect(answer.headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      });
    },
  );

  test("runs programs of this hub only and asks this hub only", async () => {
    const policy = String((await get("/")).headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("connect-src 'self' ws://hub.example:8000 wss://hub.example:8000;");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline|https?:/);
  });

  test("keeps a forged host out of its policy", async () => {
    const answer = await get("/", { ...BROWSER, host: "a;script-src *" });
    expect(answer.headers["content-security-policy"]).toContain("connect-src 'self';");
  });
});

describe("the web app's files", () => {
  test("are kept for good when their name has a hash, and come compressed", async () => {
    const answer = await get("/assets/main-Ab1.js", { "accept-encoding": "gzip, br" });
    expect(answer.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "gzip",
      "content-type": "application/javascript; charset=utf-8",
      vary: "Accept-Encoding",
    });
    expect((await get("/assets/main-Ab1.js", {})).body).toBe(PROGRAM);
  });

  test.each(["/sw.js", "/manifest.webmanifest"])("%s is asked for anew each time", async (url) => {
    const answer = await get(url, {});
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-cache"]);
    expect((await get(url, { "if-none-match": String(answer.headers.etag) })).statusCode).toBe(304);
  });

  test.each(["/assets/gone-Cd2.js", "/.hidden", "/assets/main-Ab1.js.gz", "/../package.json"])(
    "%s is not there for a program that asks",
    async (url) => {
      expect((await get(url, { accept: "*/*" })).statusCode).toBeGreaterThanOrEqual(400);
    },
  );
});

test.each([
  ["GET", "/api/nowhere", 404, "not_found"],
  ["GET", "/api", 404, "not_found"],
  ["GET", "/api/v1/sync/push", 405, "method_not_allowed"],
  ["POST", "/nowhere", 404, "not_found"],
])("beside it, %s %s is still %i %s", async (method, url, status, code) => {
  const answer = await server.app.inject({
    method: method as "GET",
    url,
    headers: BROWSER,
    remoteAddress: `10.0.0.${url.length}`,
  });
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test("a folder without a page is no built app", () => {
  expect([isBuiltApp(folder), isBuiltApp(path.join(folder, "assets"))]).toEqual([true, false]);
});
