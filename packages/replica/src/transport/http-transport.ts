import { assert } from "@healthops/base/assert";
import type { Fetch, FetchAnswer, TimerHandle, Timers } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import type { DeviceStatus } from "@healthops/protocol/device-status";
import { DEVICE_STATUS_HEADER, deviceStatusText } from "@healthops/protocol/device-status";
import type { Tokens } from "@healthops/protocol/wire/auth";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import type { PushResponse } from "@healthops/protocol/wire/push";
import { openLiveSocket } from "./live-socket.ts";
import type { WebSocketPort } from "./live-socket.ts";
import { badAnswer, offlineProblem } from "./offline.ts";
import { problemOf } from "./problem-of.ts";
import type { HubTransport } from "./transport.ts";

export interface HttpTransportOptions {
  /** Address of the hub: `http://127.0.0.1:8000`. */
  readonly hubUrl: string;
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly webSocket: WebSocketPort;
  /** Without an answer for that long, the hub counts as away. Default: 60,000. */
  readonly patience_ms?: number;
}

interface Call {
  readonly path: string;
  readonly body: unknown;
  readonly accessToken?: string;
  readonly etag?: string | null;
  readonly status?: DeviceStatus;
}

/** The hub over HTTP: JSON both ways, compressed answers, problem+json for failures. */
export function httpTransport(options: HttpTransportOptions): HubTransport {
  const root = options.hubUrl.replace(/\/+$/, "");
  assert(/^https?:\/\//.test(root), "the hub's address starts with http:// or https://");
  const post = (call: Call): Promise<Answer> => exchange(options, root, call);
  return {
    signIn: async (request) => jsonOf<Tokens>(await post({ path: "/auth/sign-in", body: request })),
    refresh: async (request) =>
      jsonOf<Tokens>(await post({ path: "/auth/refresh", body: request })),
    async signOut(request) {
      await post({ path: "/auth/sign-out", body: request });
    },
    push: async (accessToken, request) =>
      jsonOf<PushResponse>(await post({ path: "/sync/push", body: request, accessToken })),
    async pull(accessToken, request, etag, status) {
      const call = { path: "/sync/pull", body: request, accessToken, etag };
      const answer = await post(status === undefined ? call : { ...call, status });
      if (answer.status === 304) return { status: "unchanged" };
      return { status: "page", etag: answer.etag, page: jsonOf<PullResponse>(answer) };
    },
    async wiped(replicaId, word) {
      await post({ path: `/devices/${replicaId}/wiped`, body: word });
    },
    openLive: (hello, handlers) =>
      openLiveSocket(
        options.webSocket,
        `${root.replace(/^http/, "ws")}/api/v1/sync/live`,
        hello,
        handlers,
      ),
  };
}

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly text: string;
}

async function exchange(options: HttpTransportOptions, root: string, call: Call): Promise<Answer> {
  const abort = new AbortController();
  const timer: TimerHandle = options.timers.after(options.patience_ms ?? 60_000, () =>
    abort.abort(),
  );
  try {
    const response = await options.fetch(`${root}/api/v1${call.path}`, {
      method: "POST",
      headers: headersOf(call),
      body: JSON.stringify(call.body),
      signal: abort.signal,
    });
    return await read(response);
  } catch (error) {
    throw isProblem(error) ? error : offlineProblem(error);
  } finally {
    timer.cancel();
  }
}

function headersOf({ accessToken, etag, status }: Call): Record<string, string> {
  return {
    accept: "application/json, application/problem+json",
    "accept-encoding": "zstd, gzip",
    "content-type": "application/json",
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(etag === undefined || etag === null ? {} : { "if-none-match": etag }),
    ...(status === undefined ? {} : { [DEVICE_STATUS_HEADER]: deviceStatusText(status) }),
  };
}

async function read(response: FetchAnswer): Promise<Answer> {
  const { status, headers } = response;
  const text = new TextDecoder().decode(await response.bytes());
  if (status >= 400) throw problemOf(status, headers.get("retry-after"), text);
  if (status >= 300 && status !== 304) throw badAnswer(`status ${status}`);
  return { status, etag: headers.get("etag"), text };
}

/** The body of a success; its shape is the hub's promise, held by the protocol's versions [VER1]. */
function jsonOf<T extends object>({ text }: Answer): T {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as T;
  } catch (error) {
    throw badAnswer("not JSON", error);
  }
  throw badAnswer("not an object");
}
