import { connect } from "node:net";
import type { Socket } from "node:net";
import { setImmediate as immediately } from "node:timers/promises";
import { systemPorts } from "@healthops/base/system-ports";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hangUpOnSenders } from "./hang-up.ts";

const MB = 1024 * 1024;
/** What the hub throws away at most, and as much again for the systems' own buffers. */
const TAKEN_MAX_bytes = 128 * MB;
const app = fastify({ bodyLimit: MB });
let port: number;

beforeAll(async () => {
  hangUpOnSenders(app, systemPorts().timers);
  app.post("/refused", {
    onRequest: async (_request, reply) => reply.code(401).send("wrong key"),
    handler: async () => "taken",
  });
  app.post("/taken", async () => "taken");
  app.addContentTypeParser("text/late", (_request, _body, done) => done(null));
  app.post("/late", async ({ raw }, reply) => {
    // By then nobody has read so much that Node has stopped listening by itself.
    while (raw.readableLength < raw.readableHighWaterMark) await immediately();
    return reply.code(401).send("wrong key");
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});
afterAll(() => app.close());

interface Heard {
  readonly text: string;
  readonly sent_bytes: number;
}

function head(path: string, length: string): string {
  const type = path === "/late" ? "text/late" : "application/json";
  return `POST ${path} HTTP/1.1\r\nhost: hub\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`;
}

/** Sends pieces of a body, `count` of them or as long as somebody listens; hears what comes back. */
function send(start: string, piece: Buffer, count = Infinity): Promise<Heard> {
  return new Promise((resolve) => {
    // It speaks on although the other end said that it will not.
    const socket: Socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let text = "";
    let sent_bytes = 0;
    let pieces = 0;
    socket.on("data", (data) => (text += data.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ text, sent_bytes }));
    const more = (error?: Error | null): void => {
      if (error instanceof Error || socket.destroyed) return;
      if (pieces++ >= count) return void socket.end();
      sent_bytes += piece.length;
      socket.write(piece, more);
    };
    socket.write(start, more);
  });
}

const ANSWER = /^HTTP\/1\.1 401 [\s\S]*\r\nconnection: close\r\n[\s\S]*\r\nwrong key$/i;

describe("whoever is refused while sending a large body", () => {
  test("hears why although they send all of it first, and is then hung up on", async () => {
    const { text } = await send(
      head("/refused", `content-length: ${20 * MB}`),
      Buffer.alloc(MB),
      20,
    );
    expect(text).toMatch(ANSWER);
  });

  test("is not listened to for ever: five gigabytes announced", async () => {
    const length = `content-length: ${5 * 1024 * MB}`;
    for (const path of ["/refused", "/late"]) {
      const { text, sent_bytes } = await send(head(path, length), Buffer.alloc(MB));
      expect(text).toMatch(ANSWER);
      expect(sent_bytes).toBeLessThan(TAKEN_MAX_bytes);
      // Hanging up at once would lose the answer.
      expect(sent_bytes).toBeGreaterThan(32 * MB);
    }
  });

  test("is not listened to for ever: no length announced", async () => {
    const chunk = Buffer.concat([
      Buffer.from(`${MB.toString(16)}\r\n`),
      Buffer.alloc(MB, " "),
      Buffer.from("\r\n"),
    ]);
    for (const path of ["/refused", "/late", "/taken"]) {
      const { text, sent_bytes } = await send(head(path, "transfer-encoding: chunked"), chunk);
      expect(text).toMatch(/^HTTP\/1\.1 4(01|13) [\s\S]*\r\nconnection: close\r\n/i);
      expect(sent_bytes).toBeLessThan(TAKEN_MAX_bytes);
    }
  });
});

test("a small body that is refused costs nobody the connection", async () => {
  const { text } = await new Promise<Heard>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (data) => {
      heard += data.toString();
      if (heard.endsWith("wrong key")) {
        socket.write(head("/taken", "content-length: 2\r\nconnection: close").concat("{}"));
      }
    });
    socket.on("close", () => resolve({ text: heard, sent_bytes: 0 }));
    // The rest of the first body comes after its answer.
    socket.write(head("/refused", "content-length: 4").concat("tr"));
    setImmediate(() => socket.write("ue"));
  });
  expect(text).toMatch(/401[\s\S]*wrong key[\s\S]*200 OK[\s\S]*taken$/);
});
