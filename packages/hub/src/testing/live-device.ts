import { WebSocket } from "ws";

/** A device on the live channel, as tests look at it. */
export interface LiveDevice {
  readonly socket: WebSocket;
  readonly messages: {
    type: string;
    heads?: Record<string, number>;
    within_ms?: number;
    every_ms?: number;
  }[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Opens a live channel at the hub of that URL and sends the first message, if any. */
export async function openLiveDevice(
  first: unknown,
  at: string,
  options = {},
): Promise<LiveDevice> {
  const socket = new WebSocket(`${at.replace("http", "ws")}/api/v1/sync/live`, options);
  const messages: LiveDevice["messages"] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("error", reject);
  });
  if (first !== undefined) socket.send(typeof first === "string" ? first : JSON.stringify(first));
  return { socket, messages, closed };
}
