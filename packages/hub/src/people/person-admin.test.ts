import { openTestHub, submitOne, create, addSite } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { newId } from "@healthops/base/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { testClient } from "../testing/server-fixture.ts";
import { tidyPeopleTables } from "./housekeeping.ts";
import type { PersonAdminParts } from "./person-admin.ts";
import { addPerson, findPersonId, listPeople, setDisabled, setPassword } from "./person-admin.ts";
import { PeopleService } from "./people-service.ts";
import { uniqueUsername } from "./unique-username.ts";

let it: TestHub;
let parts: PersonAdminParts;
let people: PeopleService;

beforeAll(async () => {
  it = await openTestHub([{ module: sampleModule, rules: [uniqueUsername] }]);
  parts = { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports };
  people = new PeopleService(it.hub);
});
afterAll(() => it.close());

const person = (username: string) => ({ username, displayName: username, role: "USER" }) as const;
const PASSWORD = "a long enough one";
const signIn = (username: string, password: string) =>
  people.signIn({ username, password }, testClient());

test("an added person can sign in and is listed", async () => {
  const siteId = await addSite(it.hub, "Ankara");
  const id = await addPerson(parts, {
    ...person("ada"),
    siteId,
    duties: ["doctor"],
    password: PASSWORD,
  });
  await signIn("ada", PASSWORD);
  expect(await findPersonId(it.hub.pool, " ADA ")).toBe(id);
  expect(await listPeople(it.hub.pool)).toEqual([
    {
      id,
      username: "ada",
      displayName: "ada",
      role: "USER",
      duties: ["doctor"],
      siteId,
      siteIds: [],
      disabled: false,
      hasPassword: true,
      sessions: 1,
    },
  ]);
});

test("a person without a password cannot sign in", async () => {
  await addPerson(parts, person("guest"));
  await expect(signIn("guest", "")).rejects.toMatchObject({ code: "sign_in_failed" });
  await expect(signIn("guest", PASSWORD)).rejects.toMatchObject({ code: "sign_in_failed" });
});

test("nothing is added with a weak password, a taken name, or a name that is none", async () => {
  const before = (await listPeople(it.hub.pool)).length;
  await expect(addPerson(parts, { ...person("new"), password: "short" })).rejects.toMatchObject({
    code: "weak_password",
  });
  await addPerson(parts, person("taken"));
  await expect(addPerson(parts, person("taken"))).rejects.toMatchObject({ code: "username_taken" });
  await expect(addPerson(parts, person("Not A Name"))).rejects.toMatchObject({
    faults: [{ field: "username" }],
  });
  await expect(
    addPerson(parts, { ...person("nul\u0000"), displayName: "Nul" }),
  ).rejects.toMatchObject({
    faults: [{ field: "username" }],
  });
  expect(await listPeople(it.hub.pool)).toHaveLength(before + 1);
});

test("[LST2] a user name typed with a Turkish capital is the name that it is found by", async () => {
  const id = await addPerson(parts, { ...person("İZMİR9"), password: PASSWORD });
  for (const typed of ["izmir9", "IZMIR9", "İZMİR9", "ızmir9"]) {
    await signIn(typed, PASSWORD);
    expect(await findPersonId(it.hub.pool, typed)).toBe(id);
    await expect(addPerson(parts, person(typed))).rejects.toMatchObject({ code: "username_taken" });
  }
});

test("a taken user name is refused on every door, also when two take it at once or in one group", async () => {
  const record = (username: string) => create("people", newId(it.hub.ports), person(username));
  const receipts = await Promise.all(
    Array.from({ length: 4 }, () => submitOne(it.hub, SYSTEM_ACTOR, record("twin"))),
  );
  expect(receipts.map(({ status }) => status).toSorted()).toEqual([
    "applied",
    "rejected",
    "rejected",
    "rejected",
  ]);
  const both = await submitOne(it.hub, SYSTEM_ACTOR, record("same"), record("same"));
  expect(both.mutations[0]).toMatchObject({ status: "rejected", faults: [{ field: "username" }] });
});

test("a new password from an administrator ends all sessions", async () => {
  const id = await addPerson(parts, { ...person("bob"), password: PASSWORD });
  const { accessToken } = await signIn("bob", PASSWORD);
  await setPassword(parts, id, "another long one");
  people.forgetPrincipals();
  await expect(people.authenticate(accessToken)).rejects.toMatchObject({ code: "session_revoked" });
  await expect(signIn("bob", PASSWORD)).rejects.toMatchObject({ code: "sign_in_failed" });
  await signIn("bob", "another long one");
});

test("disabling a person ends all sessions in the same transaction", async () => {
  const id = await addPerson(parts, { ...person("cem"), password: PASSWORD });
  await Promise.all([signIn("cem", PASSWORD), signIn("cem", PASSWORD)]);
  await setDisabled(parts, id, true);
  const { rows } = await it.hub.pool.query(
    "select revoked_because from hub.sessions where person_id = $1",
    [id],
  );
  expect(rows).toEqual([
    { revoked_because: "person_disabled" },
    { revoked_because: "person_disabled" },
  ]);
});

test("a person who does not exist has no password to set", async () => {
  await expect(setPassword(parts, newId(it.hub.ports), PASSWORD)).rejects.toMatchObject({
    code: "unknown_person",
  });
});

test("tidying removes what is over and leaves what holds", async () => {
  const { refreshToken } = await signIn("ada", PASSWORD);
  await it.hub.pool.query("update hub.sign_in_attempts set expires_at = now() - interval '1 s'");
  await it.hub.pool.query(
    "update hub.sessions set revoked_at = now() - interval '31 days' where revoked_at is not null",
  );
  await tidyPeopleTables(it.hub.pool);
  const { rows } = await it.hub.pool.query(
    `select (select count(*) from hub.sign_in_attempts) as attempts,
       (select count(*) from hub.sessions where revoked_at is not null) as revoked`,
  );
  expect(rows).toEqual([{ attempts: 0, revoked: 0 }]);
  await people.refresh(refreshToken);
});
