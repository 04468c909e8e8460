import { systemPorts } from "@healthops/base/system-ports";
import { isProblem } from "@healthops/base/problem";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PEOPLE_TABLES } from "./tables.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  codes,
  listeningServer,
  oneRow,
  signIn,
} from "../testing/server-fixture.ts";
import { wrappingKeyFile } from "../vault/wrapping-key.ts";
import { SigningKeys } from "./signing-keys.ts";

let it: TestHub;
let folder: string;
const servers: { server: OpenHubServer; url: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-keys-"));
  it = await openTestHub();
  for (let at = 0; at < 2; at++) servers.push(await listeningServer(it.hub));
  await addTestPerson(it.hub, "ada");
});
beforeEach(() => it.hub.signingKeys.endAllTokens());
afterAll(async () => {
  for (const { server } of servers) await server.close();
  await it.close();
  await rm(folder, { recursive: true, force: true });
});

const keysWith = (file: string) =>
  new SigningKeys(it.hub.pool, systemPorts().clock, wrappingKeyFile(path.join(folder, file)));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing was refused",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );
const clear = () => it.hub.pool.query("delete from hub.signing_keys");

test("a copy of the database holds no key that signs", async () => {
  await it.hub.signingKeys.toSign();
  const { rows } = await it.hub.pool.query<{ row: string }>(
    "select to_jsonb(k)::text as row from hub.signing_keys k",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toMatch(/"d":/);
  await expect(oneRow(it.hub, "select private_jwk from hub.signing_keys")).resolves.toEqual({
    private_jwk: null,
  });
});

test("the wrapping key is made once, for its owner alone, and hubs that share it agree", async () => {
  await clear();
  const [one, two] = [keysWith("shared/key"), keysWith("shared/key")];
  const [first, second] = await Promise.all([one.toSign(), two.toSign()]);
  expect(second.kid).toBe(first.kid);
  const file = path.join(folder, "shared/key");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file, "utf8");
  await two.rotate();
  await two.endAllTokens();
  expect(await readFile(file, "utf8")).toBe(before);
});

test("a hub with another wrapping key, with none or with a spoiled one says what to do", async () => {
  await clear();
  await keysWith("right").toSign();
  const other = wrappingKeyFile(path.join(folder, "other"));
  await other.make();
  await writeFile(path.join(folder, "spoiled"), "once upon a time");
  expect(await codeOf(keysWith("other").toSign())).toBe("wrapping_key_other");
  expect(await codeOf(keysWith("none").toSign())).toBe("wrapping_key_missing");
  expect(await codeOf(keysWith("spoiled").toSign())).toBe("wrapping_key_malformed");
  // Neither of them has made itself a key, and the right one still fits.
  expect(await codeOf(keysWith("none").rotate())).toBe("wrapping_key_missing");
  await keysWith("right").toSign();
  // Lost for good: everything is drawn anew.
  await keysWith("none").endAllTokens();
  await keysWith("none").toSign();
});

test("a key that somebody put into the database signs and verifies nothing", async () => {
  const { kid } = await it.hub.signingKeys.toSign();
  const { sealed } = await oneRow<{ sealed: string }>(
    it.hub,
    "select sealed from hub.signing_keys where kid = $1",
    [kid],
  );
  await it.hub.pool.query(
    `insert into hub.signing_keys (kid, sealed, public_jwk) values ('planted', $1, '{}')`,
    [sealed],
  );
  it.hub.signingKeys.forget();
  expect(await codeOf(it.hub.signingKeys.toSign())).toBe("wrapping_key_other");
});

test("what an earlier version kept in plain is thrown away at the first start", async () => {
  await clear();
  await it.hub.pool.query(
    `insert into hub.signing_keys (kid, private_jwk, public_jwk) values ('plain', '{"d": "x"}', '{}')`,
  );
  for (const statement of PEOPLE_TABLES) await it.hub.pool.query(statement);
  const fresh = new SigningKeys(it.hub.pool, systemPorts().clock, TEST_WRAPPING_KEY);
  expect((await fresh.toSign()).kid).not.toBe("plain");
  expect(await fresh.toVerify("plain")).toBeNull();
});

test("a key that signed for a month gets a successor, a younger one does not", async () => {
  const { kid } = await it.hub.signingKeys.toSign();
  expect(await it.hub.jobs.runHere("signing-keys")).toBe("done");
  expect((await it.hub.signingKeys.toSign()).kid).toBe(kid);
  await it.hub.pool.query(
    "update hub.signing_keys set created_at = now() - interval '31 days' where kid = $1",
    [kid],
  );
  expect(await it.hub.jobs.runHere("signing-keys")).toBe("done");
  expect((await it.hub.signingKeys.toSign()).kid).not.toBe(kid);
  expect(await it.hub.signingKeys.toVerify(kid)).not.toBeNull();
});

test("ending all tokens is felt in every process", async () => {
  const tokens = await Promise.all(servers.map(async ({ server }) => signIn(server, "ada")));
  const me = (at: number, token: string) =>
    call(`${servers[at]?.url}/api/v1/auth/me`, "GET", token);
  for (const [at, { accessToken }] of tokens.entries())
    expect((await me(at, accessToken)).status).toBe(200);
  // As the command line does it: another process, which tells nobody.
  await new SigningKeys(it.hub.pool, systemPorts().clock, TEST_WRAPPING_KEY).endAllTokens();
  for (const [at, { accessToken, refreshToken }] of tokens.entries()) {
    await expect
      .poll(async () => codes(await me(at, accessToken)), { timeout: 10_000 })
      .toEqual([401, "token_invalid"]);
    const again = await servers[at]?.server.people.refresh(refreshToken);
    expect((await me(at, again?.accessToken ?? "")).status).toBe(200);
  }
  const { rows } = await it.hub.pool.query(
    "select detail from hub.events where kind = 'signing_keys_changed' order by id desc limit 1",
  );
  expect(rows).toEqual([{ detail: { tokensEnded: true } }]);
});
