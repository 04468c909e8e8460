import websocket from "@fastify/websocket";
import type { FastifyInstance } from "fastify";
import { Problem } from "@healthops/base/problem";
import type { LiveChannels } from "../live/live-channels.ts";

/** A hello with a token; nothing else is ever sent by a device. */
const MESSAGE_MAX_bytes = 16 * 1024;

/** The plugin that lets routes take WebSockets; once per server, before the routes. */
export async function acceptWebSockets(app: FastifyInstance): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MESSAGE_MAX_bytes, perMessageDeflate: false },
  });
}

/** `GET /api/v1/sync/live`: heads of scopes as they move, after a hello [LIV1]. */
export async function liveRoute(app: FastifyInstance, channels: LiveChannels): Promise<void> {
  app.route({
    method: "GET",
    url: "/live",
    onRequest: [app.limiters.sync],
    exposeHeadRoute: false,
    config: { api: { leftOut: "a WebSocket, which OpenAPI cannot describe: docs/sync.md, LIV1" } },
    handler: () => {
      throw new Problem({
        code: "websocket_required",
        status: 426,
        message: "This address is a live channel: open it as a WebSocket.",
      });
    },
    wsHandler: (socket) => channels.accept(socket),
  });
}
