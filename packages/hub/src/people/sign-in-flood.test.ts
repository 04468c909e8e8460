import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
} from "../testing/server-fixture.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { setPassword } from "./person-admin.ts";
import { PasswordTurns } from "./password-turns.ts";

const STRANGERS = 200;
/** Few, so that a slow machine has judged them before anybody's time is over. */
const WAITING_MAX = 8;
/** Nobody waits too long by the clock. */
const NEVER = { after: () => ({ cancel: () => undefined }) };

let it: TestHub;
let server: OpenHubServer;
let url: string;
let passwords: PasswordTurns;
let looking = 0;
/** While it is not open, passwords of strangers are looked at without end. */
let gate = Promise.withResolvers<void>();

beforeAll(async () => {
  it = await openTestHub();
  const hasher = {
    hash: hashPassword,
    async verify(password: string, phc: string | null) {
      if (!password.startsWith("guess")) return verifyPassword(password, phc);
      looking++;
      await gate.promise;
      return false;
    },
  };
  passwords = new PasswordTurns(NEVER, hasher, WAITING_MAX);
  ({ server, url } = await listeningServer(
    { ...it.hub, passwords },
    { trustProxy: ["127.0.0.1"] },
  ));
  await addTestPerson(it.hub, "ada");
  await addTestPerson(it.hub, "bob");
});
afterAll(async () => {
  gate.resolve();
  await server.close();
  await it.close();
});

function signIn(username: string, password: string, from: string) {
  const headers = { "x-forwarded-for": from };
  return call(`${url}/api/v1/auth/sign-in`, "POST", null, { username, password }, headers);
}

const post = (door: string, body: unknown) =>
  call(`${url}/api/v1/auth/${door}`, "POST", null, body);

test("a flood of strangers' guesses is bounded, and holds up neither a known address nor the database", async () => {
  expect((await signIn("ada", TEST_PASSWORD, "192.0.2.1")).status).toBe(200);
  const answers = Array.from({ length: STRANGERS }, (_, index) =>
    signIn(`nobody${index}`, `guess${index}`, `10.0.0.${index % 40}`),
  );
  // the place of strangers and their line are full
  const full = STRANGERS - WAITING_MAX - 1;
  const refused = await firstOf(answers, full);
  expect(new Set(refused.map((answer) => codes(answer).join(" ")))).toEqual(
    new Set(["429 too_many_signing_in"]),
  );
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(it.hub.reserved.waitingCount, "nobody waits for a connection").toBe(0);
  expect((await signIn("ada", TEST_PASSWORD, "192.0.2.1")).status).toBe(200);
  // somebody from a network that has not been seen takes a stranger's room, and their turn is next but one
  const bob = signIn("bob", TEST_PASSWORD, "198.51.100.1");
  expect((await firstOf(answers, full + 1)).length).toBe(full + 1);
  gate.resolve();
  expect((await bob).status).toBe(200);
  const all = await Promise.all(answers);
  expect(all.filter(({ status }) => status === 401)).toHaveLength(STRANGERS - full - 1);
  const { rows } = await it.hub.pool.query<{ n: number }>(
    "select count(*)::int as n from hub.events where kind = 'sign_in_failed'",
  );
  expect(rows[0]?.n).toBe(STRANGERS - full - 1);
});

test("a password that was changed while an attempt waited opens nothing", async () => {
  gate = Promise.withResolvers<void>();
  const personId = await addTestPerson(it.hub, "eve");
  const { pool: db, engine, ports } = it.hub;
  const before = looking;
  const first = signIn("nobody", "guess", "10.0.0.1");
  // only then the place is taken, whichever request arrives first
  await vi.waitFor(() => expect(looking).toBe(before + 1), { timeout: 60_000, interval: 5 });
  const waiting = signIn("eve", TEST_PASSWORD, "198.51.100.2");
  await vi.waitFor(() => expect(passwords.waiting).toBe(1), { timeout: 60_000, interval: 5 });
  await setPassword({ db, engine, ports }, personId, "another horse battery");
  gate.resolve();
  expect([(await first).status, (await waiting).status]).toEqual([401, 401]);
});

test("made-up tokens, links and keys ask the database together, and forget nobody", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const refreshToken = `${id}.${"a".repeat(22)}.${"b".repeat(43)}`;
  const link = `${id}.${"c".repeat(43)}`;
  const asked = [
    ...Array.from({ length: 50 }, () => post("refresh", { refreshToken })),
    ...Array.from({ length: 50 }, () => post("reset-link", { link })),
    ...Array.from({ length: 50 }, () => post("sign-out", { refreshToken })),
  ];
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([401, 404, 204]));
});

/** The answers that have come when there are so many. */
async function firstOf<T>(promises: readonly Promise<T>[], count: number): Promise<T[]> {
  const come: T[] = [];
  const enough = Promise.withResolvers<void>();
  const take = async (promise: Promise<T>): Promise<void> => {
    come.push(await promise);
    if (come.length === count) enough.resolve();
  };
  for (const promise of promises) void take(promise);
  await enough.promise;
  return come.slice(0, count);
}
