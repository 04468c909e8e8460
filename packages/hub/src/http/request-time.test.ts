import { connect } from "node:net";
import { systemPorts } from "@healthops/base/system-ports";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limitRequestTime } from "./request-time.ts";

const app = fastify();
let port: number;

const answer = async (): Promise<string> => "taken";

beforeAll(async () => {
  limitRequestTime(app, 100, systemPorts().timers);
  app.post("/quick", answer);
  app.post("/slow", { config: { slowBody: true } }, answer);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});
afterAll(() => app.close());

/** Sends half of a body, the rest half a second later or never; answers all that came back. */
function halfSent(path: string, rest: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (piece) => {
      heard += piece.toString();
      socket.destroy();
    });
    socket.on("close", () => resolve(heard));
    const head = `POST ${path} HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\n`;
    socket.write(`${head}content-length: 4\r\n\r\ntr`);
    if (rest) setTimeout(() => socket.write("ue"), 500);
  });
}

test("a body that does not come is not waited for", async () => {
  expect(await halfSent("/quick", false)).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
});

test("a route for large files waits longer", async () => {
  expect(await halfSent("/slow", true)).toMatch(/^HTTP\/1\.1 200 .*taken$/s);
});
