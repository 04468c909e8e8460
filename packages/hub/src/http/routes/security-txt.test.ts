import { openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { listeningServer } from "../../testing/server-fixture.ts";
import { securityTxt } from "./security-txt.ts";

test("security.txt names a contact and the day it is over, within a year (RFC 9116)", () => {
  const now_ms = Date.UTC(2026, 2, 1, 8, 30);
  expect(securityTxt("mailto:safe@example.org", now_ms).split("\r\n")).toEqual([
    "Contact: mailto:safe@example.org",
    "Expires: 2026-08-28T00:00:00.000Z",
    "Preferred-Languages: en, tr",
    "",
  ]);
});

test("the hub serves it to everybody, as text that no browser takes for anything else", async () => {
  const it = await openTestHub();
  const { server, url } = await listeningServer(it.hub);
  const answer = await fetch(`${url}/.well-known/security.txt`);
  expect([answer.status, answer.headers.get("x-content-type-options")]).toEqual([200, "nosniff"]);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const text = await answer.text();
  expect(text).toMatch(/^Contact: mailto:security@localhost\r\nExpires: \d{4}-/);
  await server.close();
  await it.close();
});
