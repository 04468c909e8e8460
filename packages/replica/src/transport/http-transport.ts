import { assert } from "@healthops/base/assert";
import type { Fetch, FetchAnswer, Timers } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import type { DeviceStatus } from "@healthops/protocol/device-status";
import type { LineClaim } from "@healthops/protocol/line-header";
import { LINE_HEADER, lineClaimText } from "@healthops/protocol/line-header";
import { DEVICE_STATUS_HEADER, deviceStatusText } from "@healthops/protocol/device-status";
import { PAGE_BYTES_HEADER } from "@healthops/protocol/page-bytes";
import type { Tokens } from "@healthops/protocol/wire/auth";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import type { PushResponse } from "@healthops/protocol/wire/push";
import type { TakenOver } from "@healthops/protocol/wire/refused";
import { openLiveSocket } from "./live-socket.ts";
import type { WebSocketPort } from "./live-socket.ts";
import { badAnswer, offlineProblem } from "./offline.ts";
import { patientFetch } from "./patient-fetch.ts";
import { problemOf } from "./problem-of.ts";
import type { HubTransport } from "./transport.ts";

export interface HttpTransportOptions {
  /** Address of the hub: `http://127.0.0.1:8000`. */
  readonly hubUrl: string;
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly webSocket: WebSocketPort;
  /** What is not said here is as in {@link PATIENCE}. */
  readonly patience?: Partial<Patience>;
}

/** When nothing of an answer came for that long, the hub counts as away. */
export interface Patience {
  /** A person waits. */
  readonly signIn_ms: number;
  /** Pages may be large and lines slow: while something comes, it goes on. */
  readonly sync_ms: number;
  /** Nobody needs the answer. */
  readonly farewell_ms: number;
}

const PATIENCE: Patience = { signIn_ms: 15_000, sync_ms: 25_000, farewell_ms: 5_000 };

interface Call {
  readonly path: string;
  readonly body: unknown;
  readonly accessToken?: string;
  readonly etag?: string | null;
  readonly status?: DeviceStatus | undefined;
  readonly claim?: LineClaim | undefined;
  readonly pageBytes?: number | undefined;
}

/** The hub over HTTP: JSON both ways, compressed answers, problem+json for failures. */
export function httpTransport(options: HttpTransportOptions): HubTransport {
  const root = options.hubUrl.replace(/\/+$/, "");
  assert(/^https?:\/\//.test(root), "the hub's address starts with http:// or https://");
  const { signIn_ms, sync_ms, farewell_ms } = { ...PATIENCE, ...options.patience };
  const post = (call: Call, patience_ms: number): Promise<Answer> =>
    exchange(patientFetch(options.fetch, options.timers, patience_ms), root, call);
  const sync = (call: Call): Promise<Answer> => post(call, sync_ms);
  const tokens = async (call: Call): Promise<Tokens> => jsonOf(await post(call, signIn_ms));
  return {
    signIn: (request) => tokens({ path: "/auth/sign-in", body: request }),
    refresh: (request) => tokens({ path: "/auth/refresh", body: request }),
    async signOut(request) {
      await post({ path: "/auth/sign-out", body: request }, farewell_ms);
    },
    push: async (accessToken, request, claim) =>
      jsonOf<PushResponse>(await sync({ path: "/sync/push", body: request, accessToken, claim })),
    async pull(accessToken, request, etag, status, claim, pageBytes) {
      const call = {
        path: "/sync/pull",
        body: request,
        accessToken,
        etag,
        status,
        claim,
        pageBytes,
      };
      const answer = await sync(call);
      const { mark } = answer;
      if (answer.status === 304) return { status: "unchanged", mark };
      return { status: "page", etag: answer.etag, page: jsonOf<PullResponse>(answer), mark };
    },
    async withdraw(accessToken, request) {
      await sync({ path: "/refused/withdraw", body: request, accessToken });
    },
    takenOver: async (accessToken, request) =>
      jsonOf<TakenOver>(await sync({ path: "/refused/taken-over", body: request, accessToken })),
    async wiped(replicaId, word) {
      await post({ path: `/devices/${replicaId}/wiped`, body: word }, farewell_ms);
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
  readonly mark: string | null;
  readonly text: string;
}

async function exchange(fetch: Fetch, root: string, call: Call): Promise<Answer> {
  let begun = false;
  try {
    const response = await fetch(`${root}/api/v1${call.path}`, {
      method: "POST",
      headers: headersOf(call),
      body: JSON.stringify(call.body),
    });
    begun = true;
    return await read(response);
  } catch (error) {
    // To sync it is all the same whether the hub was not reached or says nothing.
    if (!isProblem(error)) throw offlineProblem(error, begun ? "cut" : undefined);
    if (error.code === "timeout") throw offlineProblem(error, begun ? "cut" : "silent");
    throw error;
  }
}

function headersOf({ accessToken, etag, status, claim, pageBytes }: Call): Record<string, string> {
  return {
    accept: "application/json, application/problem+json",
    "accept-encoding": "zstd, gzip",
    "content-type": "application/json",
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(etag === undefined || etag === null ? {} : { "if-none-match": etag }),
    ...(status === undefined ? {} : { [DEVICE_STATUS_HEADER]: deviceStatusText(status) }),
    ...(claim === undefined ? {} : { [LINE_HEADER]: lineClaimText(claim) }),
    ...(pageBytes === undefined ? {} : { [PAGE_BYTES_HEADER]: String(pageBytes) }),
  };
}

async function read(response: FetchAnswer): Promise<Answer> {
  const { status, headers } = response;
  const text = new TextDecoder().decode(await response.bytes());
  if (status >= 400) throw problemOf(status, headers.get("retry-after"), text);
  if (status >= 300 && status !== 304) throw badAnswer(`status ${status}`);
  return { status, etag: headers.get("etag"), mark: headers.get(LINE_HEADER), text };
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
