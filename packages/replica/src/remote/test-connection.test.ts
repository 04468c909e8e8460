import type { Fetch } from "@healthops/base/ports";
import { expect, test } from "vitest";
import { testConnection } from "./ask-hub.ts";

const HUB_ms = Date.parse("2026-03-01T12:00:00Z");

function answering(headers: Readonly<Record<string, string>>): Fetch {
  return async () => ({
    status: 200,
    headers: { get: (name: string) => headers[name] ?? null },
    bytes: async () => new TextEncoder().encode("{}"),
  });
}

const away: Fetch = () => Promise.reject(new TypeError("no network"));

test.each([
  ["right", 0],
  ["a day ahead", 86_400_000],
  ["a day behind", -86_400_000],
])("it tells when this device's clock is %s", async (_what, ahead_ms) => {
  const fetch = answering({ date: new Date(HUB_ms).toUTCString() });
  expect(await testConnection(fetch, { now: () => HUB_ms + ahead_ms }, "http://hub")).toMatchObject(
    { reachable: true, clockAhead_ms: ahead_ms },
  );
});

test("an answer that does not say the time tells nothing of the clock", async () => {
  expect(await testConnection(answering({}), { now: () => HUB_ms }, "http://hub")).toMatchObject({
    reachable: true,
    clockAhead_ms: null,
  });
});

test("a hub that is away says so", async () => {
  expect(await testConnection(away, { now: () => HUB_ms }, "http://hub")).toMatchObject({
    reachable: false,
    clockAhead_ms: null,
    problem: { code: "offline" },
  });
});
