import type { Fetch } from "@healthops/base/ports";
import { readBody } from "../transport/read-body.ts";

/** What a browser sets by itself; scripts may not. */
const BROWSERS_OWN = new Set(["accept-encoding"]);

/** The browser's `fetch` as the Fetch port; without cookies, which the hub does not use. */
export const browserFetch: Fetch = async (url, init) => {
  const headers = Object.entries(init.headers).filter(([name]) => !BROWSERS_OWN.has(name));
  const response = await fetch(url, {
    method: init.method,
    headers,
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    ...(init.body === undefined ? {} : { body: bodyOf(init.body) }),
    ...(init.signal === undefined ? {} : { signal: signalOf(init.signal) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: () => readBody(response.body, init.progress),
  };
};

/** `fetch` types its bytes as never shared between threads. */
function bodyOf(body: Uint8Array | string): Uint8Array<ArrayBuffer> | string {
  return typeof body === "string" ? body : new Uint8Array(body);
}

/** Core code names only a part of the standard's signal; what it hands over is the whole. */
function signalOf(signal: unknown): AbortSignal {
  return signal as AbortSignal;
}
