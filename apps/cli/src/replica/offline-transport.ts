import { Problem } from "@healthops/base/problem";
import type { HubTransport } from "@healthops/replica/transport/transport";

/** The way to the hub under `--offline`: there is none, and nothing is sent to find that out. */
export const offlineTransport: HubTransport = {
  signIn: refuse,
  refresh: refuse,
  signOut: refuse,
  push: refuse,
  pull: refuse,
  withdraw: refuse,
  takenOver: refuse,
  wiped: refuse,
  openLive(_hello, handlers) {
    queueMicrotask(() => handlers.closed());
    return { hello() {}, close() {} };
  },
};

async function refuse(): Promise<never> {
  throw new Problem({
    code: "offline",
    status: 503,
    message: "The hub was not asked, because of --offline.",
  });
}
