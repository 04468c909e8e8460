import type { Fetch } from "@healthops/base/ports";
import { readBody } from "../transport/read-body.ts";

/** Node's own `fetch` as the Fetch port; it undoes zstd and gzip by itself. */
export const nodeFetch: Fetch = async (url, init) => {
  const response = await fetch(url, {
    method: init.method,
    headers: { ...init.headers },
    ...(init.body === undefined ? {} : { body: bodyOf(init.body) }),
    ...(init.signal === undefined ? {} : { signal: init.signal }),
    redirect: "manual",
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
