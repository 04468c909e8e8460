import type { LiveHello, LiveMessage } from "@healthops/protocol/wire/live";
import type { LiveChannel, LiveHandlers } from "./transport.ts";

/** The part of a WebSocket that core code uses. `closed` follows every `open` exactly once. */
export interface WebSocketPort {
  open(
    url: string,
    handlers: { opened(): void; message(text: string): void; closed(): void },
  ): { send(text: string): void; close(): void };
}

/** The live channel over a WebSocket: the client says hello, then the hub sends heads [LIV1]. */
export function openLiveSocket(
  port: WebSocketPort,
  url: string,
  hello: LiveHello,
  handlers: LiveHandlers,
): LiveChannel {
  const socket = port.open(url, {
    opened() {
      socket.send(JSON.stringify(hello));
      handlers.opened();
    },
    message(text) {
      const message = messageOf(text);
      if (message !== null) handlers.message(message);
    },
    closed: () => handlers.closed(),
  });
  return {
    hello: (again) => socket.send(JSON.stringify(again)),
    close: () => socket.close(),
  };
}

const KNOWN = new Set(["heads", "access", "beat"]);

/** What cannot be read is passed over: losing a message is harmless, the next pull finds it all. */
function messageOf(text: string): LiveMessage | null {
  try {
    const message = JSON.parse(text) as { readonly type?: string } | null;
    return KNOWN.has(message?.type ?? "") ? (message as LiveMessage) : null;
  } catch {
    return null;
  }
}
