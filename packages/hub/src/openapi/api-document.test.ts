import { Ajv2020 } from "ajv/dist/2020.js";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import {
  assertDescribed,
  describedRoutes,
  leftOutRoutes,
  servedRoutes,
} from "../testing/described-routes.ts";
import { RestDoor } from "../testing/rest-door.ts";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly parameters?: readonly {
    readonly name: string;
    readonly schema?: { readonly items?: { readonly pattern?: string } };
  }[];
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let it: TestHub;
let door: RestDoor;
let site: string;
let owner: Caller;
let document: OpenApiDocument;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  owner = await door.person("USER", site);
  document = (await door.server.app.inject("/api/openapi.json")).json<OpenApiDocument>();
});
afterAll(async () => {
  await door.close();
  await it.close();
});

/** The answer's faults against a named schema of the document. */
function faultsOf(name: string, value: unknown): unknown {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...document, $id: "document" });
  const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
  return validate(value) ? [] : validate.errors;
}

const say = (method: string, url: string, status: number) => () =>
  assertDescribed(document, method, url, status);

describe("the API's document", () => {
  test("describes exactly the routes that there are", () => {
    const { app } = door.server;
    const described = describedRoutes(document);
    const served = servedRoutes(app);
    const missing = described.filter((line) => {
      const [method = "", path = ""] = line.split(" ");
      return !app.hasRoute({ method: method as "GET", url: path.replaceAll(/\{(\w+)\}/g, ":$1") });
    });
    expect(missing).toEqual([]);
    expect(served).toContain("POST /api/v1/sample/samples/{id}/restore");
    const left = leftOutRoutes(app);
    expect(served.filter((line) => !described.includes(line) && !left.includes(line))).toEqual([]);
    expect(served).toEqual(expect.arrayContaining(left));
    expect(left).toContain("GET /api/v1/sync/live");
  });

  test("has schemas that compile, and every reference leads somewhere", () => {
    expect(document.openapi).toBe("3.1.0");
    const { schemas } = document.components;
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    for (const [, name = ""] of references) expect(schemas).toHaveProperty(name);
    for (const name of Object.keys(schemas)) expect(() => faultsOf(name, null)).not.toThrow();
  });

  test("says of every operation what any of them may answer", () => {
    for (const operations of Object.values(document.paths)) {
      for (const { responses, requestBody } of Object.values(operations)) {
        const shared = ["400", "405", "429", "503"];
        if (requestBody !== undefined) shared.push("413", "415");
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(shared));
      }
    }
  });

  test("says by patterns which conditions a list takes, as the list itself sees it", async () => {
    const parameters = document.paths["/api/v1/sample/samples"]?.["get"]?.parameters ?? [];
    const where = parameters.find(({ name }) => name === "where")?.schema?.items?.pattern ?? "";
    const pattern = new RegExp(where, "u");
    for (const condition of [
      "title:eq:x",
      "title:eq:",
      "title:in:a,b",
      "title:startsWith:[",
      "title:in:[1",
      "count:between:1,5",
      "count:eq:x",
      "count:contains:1",
      "shared:eq:true",
      "shared:eq:yes",
      "day:ge:2026-02-28",
      "day:ge:2026-02-30",
      "updatedAt:lt:2026-03-01T08:30:00.000123Z",
      "createdAt:lt:yesterday",
      "id:in:x",
      "tags:contains:a",
      "tags:eq:a",
      "note:isEmpty",
      "note:isEmpty:perhaps",
      "nothing:eq:1",
      "title",
    ]) {
      const url = `/api/v1/sample/samples?where=${encodeURIComponent(condition)}`;
      const { status } = await owner.get(url);
      expect([condition, status]).toEqual([condition, pattern.test(condition) ? 200 : 400]);
    }
  });

  test("is held against every answer of these tests: a status that it does not say fails them", () => {
    const one = "/api/v1/sample/samples/01890a5d-ac96-774b-bcce-b302099a8057";
    expect(say("GET", `${one}/?x=1`, 200)).not.toThrow();
    expect(say("GET", one, 410)).not.toThrow();
    expect(say("GET", one, 412)).toThrow("does not say");
    expect(say("POST", "/api/v1/audit/chain/verify", 409)).toThrow("does not say");
    expect(say("GET", "/nowhere", 404)).not.toThrow();
  });

  test("has patterns only that engines of other languages read as well", () => {
    const text = JSON.stringify(document);
    const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
      ([, each = '""']) => JSON.parse(each) as string,
    );
    expect(patterns.length).toBeGreaterThan(100);
    for (const pattern of patterns) expect(() => new RegExp(pattern, "u")).not.toThrow();
    // Halves of pairs, categories and looking around are not for all of them.
    expect(patterns.filter((each) => /\\u[dD][89a-fA-F]|\\[pP]\{|\(\?[=!<]/.test(each))).toEqual(
      [],
    );
    expect(text).not.toContain(String.raw`\\ud800`);
  });

  test("names every operation once", () => {
    const ids = Object.values(document.paths)
      .flatMap((operations) => Object.values(operations))
      .map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("says of answers what they are", async () => {
    const fields = { ownerId: owner.personId, siteId: site, title: "one", tags: ["a"], count: 2 };
    expect(faultsOf("SamplesNew", fields)).toEqual([]);
    const written = await owner.post("/api/v1/sample/samples", fields);
    expect(faultsOf("SamplesWritten", written.body)).toEqual([]);
    const { id } = written.body["record"] as { id: string };
    const changes = { count: { add: 1 }, tags: { remove: ["a"] }, note: "x" };
    expect(faultsOf("SamplesChanges", changes)).toEqual([]);
    await owner.patch(`/api/v1/sample/samples/${id}`, changes);
    const record = await owner.get(`/api/v1/sample/samples/${id}`);
    expect(faultsOf("Samples", record.body)).toEqual([]);
    const page = await owner.get("/api/v1/sample/samples?count=true");
    expect(faultsOf("SamplesPage", page.body)).toEqual([]);
    const history = await owner.get(`/api/v1/sample/samples/${id}/history`);
    expect(faultsOf("HistoryPage", history.body)).toEqual([]);
    const admin = await door.person("ADMIN", null);
    expect(faultsOf("HistoryPage", (await admin.get("/api/v1/audit")).body)).toEqual([]);
    const events = await admin.get("/api/v1/audit/events");
    expect(faultsOf("SecurityEventPage", events.body)).toEqual([]);
    const devices = await admin.get("/api/v1/devices");
    expect(faultsOf("DevicePage", devices.body)).toEqual([]);
    for (const [name, url] of [
      ["AccountPage", "people/accounts"],
      ["RefusedPage", "refused"],
      ["ChainStatus", "audit/chain"],
      ["JobList", "jobs"],
      ["HubStatus", "hub/status"],
      ["SiteOverviewList", "hub/sites"],
    ] as const) {
      expect(faultsOf(name, (await admin.get(`/api/v1/${url}`)).body)).toEqual([]);
    }
    expect(faultsOf("Identity", (await admin.get("/api/v1/auth/me")).body)).toEqual([]);
    expect(faultsOf("Problem", (await owner.get("/api/v1/audit")).body)).toEqual([]);
  });
});

describe("the API's page", () => {
  test("comes whole from this hub and may ask nobody else", async () => {
    const { app } = door.server;
    expect((await app.inject("/api/docs")).headers).toMatchObject({ location: "/api/docs/" });
    const page = await app.inject("/api/docs/");
    expect(page.statusCode).toBe(200);
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source);
    expect(sources).toEqual(["js/scalar.js"]);
    expect(page.body).not.toMatch(/https?:\/\//);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
    expect(policy).toContain("connect-src 'self'");
    const script = await app.inject({
      url: "/api/docs/js/scalar.js",
      headers: { "accept-encoding": "gzip" },
    });
    expect(script.headers).toMatchObject({ "content-encoding": "gzip" });
    expect(script.rawPayload.length).toBeLessThan(2_000_000);
  });
});
