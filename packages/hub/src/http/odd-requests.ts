import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { Problem } from "@healthops/base/problem";
import { problemHead, requestCut } from "./client-errors.ts";
import { hangUp } from "./detached-sockets.ts";

/** The only address that takes WebSockets. */
const LIVE_ADDRESS = "/api/v1/sync/live";

const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;
const WEBSOCKET_VERSION = "13";

/**
 * Refuses what HTTP allows and no client of the hub needs, with a problem like any other: other upgrades
 * than a live channel's, expectations besides `100-continue`, tunnels, and requests without a host or with
 * several, of which a proxy in front may have believed another one. Who has gone already is not served.
 */
export function refuseOddRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ raw, headers, method, routeOptions }, reply) => {
    // Its address is kept with the connection from here on, also once that is gone.
    if (raw.socket.remoteAddress === undefined) throw requestCut();
    if (headers.host === undefined && raw.httpVersion === "1.1") throw hostMissing();
    if (hasSeveralHosts(raw)) throw severalHosts();
    if (!isUpgrade(raw)) return;
    if (method === "GET" && routeOptions.url === LIVE_ADDRESS && isHandshake(raw)) return;
    // Whatever stands on the connection after an upgrade that is refused is no request of ours.
    reply.header("connection", "close");
    throw upgradeRefused();
  });
  app.server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const { status, head, body } = problemHead(expectationRefused());
    response.writeHead(status, head).end(body);
  });
  app.server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    const { status, head, body } = problemHead(tunnelRefused());
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 ${status} Method Not Allowed\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
    hangUp(socket);
  });
}

function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === "host").length > 1;
}

function isUpgrade({ headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined && /\bupgrade\b/i.test(headers.connection ?? "");
}

/** As RFC 6455 has it; without it the library would answer past the hub's own way. */
function isHandshake({ headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === "websocket" &&
    headers["sec-websocket-version"] === WEBSOCKET_VERSION &&
    WEBSOCKET_KEY.test(headers["sec-websocket-key"] ?? "")
  );
}

function hostMissing(): Problem {
  return new Problem({
    code: "malformed_request",
    message: "The request has no Host header, which HTTP/1.1 needs.",
  });
}

function severalHosts(): Problem {
  return new Problem({
    code: "malformed_request",
    message: "The request has several Host headers; one is allowed.",
  });
}

function upgradeRefused(): Problem {
  return new Problem({
    code: "unsupported_upgrade",
    message: `The connection cannot be upgraded to this. The hub takes WebSockets of version 13 at ${LIVE_ADDRESS}.`,
  });
}

function expectationRefused(): Problem {
  return new Problem({
    code: "unsupported_expectation",
    status: 417,
    message: "The hub knows no expectation (Expect) but 100-continue.",
  });
}

function tunnelRefused(): Problem {
  return new Problem({
    code: "method_not_allowed",
    status: 405,
    message: "The hub is no proxy: it answers no CONNECT.",
    extra: { allow: "GET, HEAD, POST, PUT, PATCH, DELETE" },
  });
}
