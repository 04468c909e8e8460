import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemPorts } from "@healthops/base/system-ports";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import { nodeFetch } from "../node/node-fetch.ts";
import { nodeWebSocket } from "../node/node-web-socket.ts";
import { httpTransport } from "./http-transport.ts";
import type { HubTransport } from "./transport.ts";

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly hangUp?: boolean;
}

let server: Server;
let hub: HubTransport;
let reply: Reply;
let asked: { url: string; headers: NodeJS.Dict<string | string[]>; body: string }[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url = "", headers } = request;
      asked.push({ url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(reply.status, reply.headers);
      if (reply.hangUp === true) {
        response.write("{");
        return void setImmediate(() => response.destroy());
      }
      response.end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hub = transport((server.address() as AddressInfo).port);
});
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

function transport(port: number, silent_ms = 5_000): HubTransport {
  return httpTransport({
    hubUrl: `http://127.0.0.1:${port}/`,
    fetch: nodeFetch,
    webSocket: nodeWebSocket,
    timers: systemPorts().timers,
    patience: { signIn_ms: silent_ms, sync_ms: silent_ms, farewell_ms: silent_ms },
  });
}

const PULL: PullRequest = {
  protocol: 1,
  schema: "s",
  replicaId: "00000000-0000-7000-8000-000000000001",
  epoch: null,
  positions: {},
};

test("a page comes compressed with its ETag; the token and the known ETag go along", async () => {
  reply = {
    status: 200,
    headers: {
      etag: '"new"',
      "healthops-line": "mark-2",
      "content-encoding": "zstd",
      "content-type": "application/json",
    },
    body: zstdCompressSync(JSON.stringify({ complete: true })),
  };
  const claim = { mark: "mark-1", acked: 3 };
  expect(await hub.pull("token", PULL, '"old"', undefined, claim)).toEqual({
    status: "page",
    etag: '"new"',
    page: { complete: true },
    mark: "mark-2",
  });
  expect(asked).toMatchObject([
    {
      url: "/api/v1/sync/pull",
      headers: {
        authorization: "Bearer token",
        "if-none-match": '"old"',
        "healthops-line": "mark-1 3",
        "accept-encoding": "zstd, gzip",
      },
      body: JSON.stringify(PULL),
    },
  ]);
});

test("304 means unchanged [PUL5]", async () => {
  reply = { status: 304 };
  expect(await hub.pull("token", PULL, '"old"')).toEqual({
    status: "unchanged",
    mark: null,
  });
});

test("the hub's problem arrives with code, text, faults and the time to wait", async () => {
  reply = {
    status: 429,
    headers: { "content-type": "application/problem+json", "retry-after": "17" },
    body: JSON.stringify({
      type: "about:blank",
      title: "Too many",
      status: 429,
      code: "too_many_sign_ins",
      detail: "Wait.",
      instance: "req-1",
      faults: [{ field: "username", message: "is tired" }],
    }),
  };
  await expect(hub.signIn({ username: "a", password: "b" })).rejects.toMatchObject({
    code: "too_many_sign_ins",
    status: 429,
    message: "Wait.",
    faults: [{ field: "username" }],
    extra: { retryAfterSeconds: 17, instance: "req-1" },
  });
});

test.each([
  ["a page of some proxy", { status: 200, body: "<html>Welcome</html>" }],
  ["a bare number", { status: 200, body: "7" }],
  ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:1/" } }],
  ["an error of somebody else", { status: 404, body: "<html>Not found</html>" }],
])("%s is not taken for the hub", async (_, other) => {
  reply = other;
  await expect(hub.pull("token", PULL, null)).rejects.toMatchObject({ code: "bad_answer" });
});

test("a connection that breaks in the middle of the answer counts as offline", async () => {
  reply = { status: 200, hangUp: true };
  await expect(hub.pull("token", PULL, null)).rejects.toMatchObject({ code: "offline" });
});

test("nobody there, or nobody who answers in time, counts as offline", async () => {
  const { port } = server.address() as AddressInfo;
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const patient = transport((silent.address() as AddressInfo).port, 20);
  await expect(patient.signOut({ refreshToken: "r" })).rejects.toMatchObject({ code: "offline" });
  silent.closeAllConnections();
  await new Promise<void>((resolve) => void silent.close(() => resolve()));
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await expect(transport(port).signOut({ refreshToken: "r" })).rejects.toMatchObject({
    code: "offline",
  });
});

test("signing out has no answer to read", async () => {
  reply = { status: 204 };
  await hub.signOut({ refreshToken: "r" });
  expect(asked[0]).toMatchObject({ url: "/api/v1/auth/sign-out", body: '{"refreshToken":"r"}' });
});

test("a live channel that cannot open says closed once", async () => {
  const closed = Promise.withResolvers<void>();
  let times = 0;
  const hello = {
    type: "hello",
    protocol: 1,
    schema: "s",
    replicaId: PULL.replicaId,
    token: "t",
  } as const;
  reply = { status: 404 };
  hub.openLive(hello, {
    opened: () => undefined,
    message: () => undefined,
    closed: () => {
      times += 1;
      closed.resolve();
    },
  });
  await closed.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(times).toBe(1);
});
