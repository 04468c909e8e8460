import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, Socket } from "node:net";
import { expect, test } from "vitest";
import { limitWaiting, WaitingConnections } from "./waiting-connections.ts";

test("one address has so many connections that the hub waits for; then its oldest goes, nobody else's", () => {
  const waiting = new WaitingConnections({ perAddress: 2, inAll: 4 });
  const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => new Socket());
  if (!a || !b || !c || !d || !e || !f) throw new Error("six were made");
  expect([waiting.add(d, "other"), waiting.add(a, "one"), waiting.add(b, "one")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(waiting.add(c, "one")).toBe(a);
  waiting.delete(b);
  expect(waiting.add(b, "one")).toBeUndefined();
  expect(waiting.add(e, "third")).toBeUndefined();
  expect(waiting.add(f, "third"), "the oldest of all").toBe(d);
});

test("beside hundreds of idle connections of one address a request from there is answered", async () => {
  const server = createServer((_request, response) => response.end("here"));
  limitWaiting(server, { perAddress: 50, inAll: 500 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const idle = Array.from({ length: 300 }, () => connect(port, "127.0.0.1"));
  for (const socket of idle) socket.on("error", () => undefined);
  await Promise.all(idle.map((socket) => once(socket, "connect")));
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect(await answer.text()).toBe("here");
  const open = (): Promise<number> =>
    new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
  await expect.poll(open).toBeLessThanOrEqual(51);
  for (const socket of idle) socket.destroy();
  server.closeAllConnections();
  server.close();
});
