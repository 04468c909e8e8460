import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddRoutes } from "./support/alive-world.ts";
import { AliveWorld } from "./support/alive-world.ts";
import { walk } from "./support/walk.ts";

/** On a machine with nothing else to do it takes a few seconds. */
const BUSY_MACHINE_ms = 240_000;

let world: AliveWorld;
beforeAll(async () => {
  world = await AliveWorld.open();
});
afterAll(() => world.close());

describe("nobody can stop the hub with nonsense, at any door, left or silent in the middle of it", () => {
  test(
    "it lives, answers, and no answer says that it failed",
    async () => {
      const { routes, requests, findings } = await walk(await world.listen(), () => true);
      expect(findings).toEqual([]);
      expect(routes).toBeGreaterThan(200);
      expect(requests).toBeGreaterThan(routes * 4);
    },
    BUSY_MACHINE_ms,
  );

  const planted: [name: string, found: RegExp, add: AddRoutes][] = [
    [
      "a route that fails",
      /^POST \/planted .*: 500/,
      (app) =>
        void app.post("/planted", async () => {
          throw new TypeError("planted");
        }),
    ],
    [
      "a failure in a timer of its own",
      /^ends the process: planted/,
      (app) =>
        void app.post("/planted", async () => {
          setTimeout(() => {
            throw new Error("planted");
          }, 90_000);
          return "done";
        }),
    ],
    [
      "a failure in a timer of the hub's",
      /faults: timer/,
      (app, { ports }) =>
        void app.post("/planted", async () => {
          ports.timers.after(90_000, () => {
            throw new Error("planted");
          });
          return "done";
        }),
    ],
    [
      "a failure in what hears that a connection has closed",
      /^ends the process: planted/,
      (app) =>
        void app.post("/planted", async ({ raw }) => {
          raw.socket.once("close", () => {
            throw new Error("planted");
          });
          return "done";
        }),
    ],
    [
      "a promise that nobody waits for",
      /^ends the process: planted/,
      (app) =>
        void app.post("/planted", async () => {
          void Promise.reject(new Error("planted"));
          return "done";
        }),
    ],
    [
      "a simulated request whose body never ends",
      /faults: timer/,
      (app) =>
        void app.post("/planted", async () => {
          const payload = new Readable({ read: () => undefined });
          const headers = { "content-type": "application/json", "content-length": "10" };
          void app.inject({ method: "POST", url: "/api/token", headers, payload });
          return "done";
        }),
    ],
  ];
  test.each(planted)("the walk finds %s", async (_name, found, add) => {
    const at = await world.listen(add);
    const { findings } = await walk(at, ({ url }) => url === "/planted");
    expect(findings).toContainEqual(expect.stringMatching(found));
  });
});
