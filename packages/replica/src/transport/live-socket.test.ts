import { expect, test } from "vitest";
import type { LiveMessage } from "@healthops/protocol/wire/live";
import type { WebSocketPort } from "./live-socket.ts";
import { openLiveSocket } from "./live-socket.ts";

const HELLO = {
  type: "hello",
  protocol: 1,
  schema: "s",
  replicaId: "00000000-0000-7000-8000-000000000001",
  token: "t",
} as const;

test("it says hello first, passes on what it understands, and drops the rest [LIV1]", () => {
  const sent: string[] = [];
  const heard: LiveMessage[] = [];
  const handed: Parameters<WebSocketPort["open"]>[1][] = [];
  const port: WebSocketPort = {
    open(_, handlers) {
      handed.push(handlers);
      return { send: (text) => void sent.push(text), close: () => undefined };
    },
  };
  const channel = openLiveSocket(port, "ws://hub", HELLO, {
    opened: () => undefined,
    message: (message) => void heard.push(message),
    closed: () => undefined,
  });
  expect(sent).toEqual([]);
  const [socket] = handed;
  socket?.opened();
  for (const text of [
    "",
    "null",
    "{",
    '{"type":"news"}',
    '{"type":"heads","heads":{"shared":3}}',
  ]) {
    socket?.message(text);
  }
  channel.hello({ ...HELLO, token: "t2" });
  expect(sent.map((text) => (JSON.parse(text) as { token: string }).token)).toEqual(["t", "t2"]);
  expect(heard).toEqual([{ type: "heads", heads: { shared: 3 } }]);
});
