import { newId } from "@healthops/base/ids";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { RefreshingDevice, Tokens } from "@healthops/protocol/wire/auth";
import type { PushResponse } from "@healthops/protocol/wire/push";
import { create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  oneRow,
} from "../../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
/** Signs in anew for each device: too many at once of one person are refused. */
let person: string;
let people = 0;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
});
afterAll(async () => {
  await server.close();
  await it.close();
});

/** A device that has signed in and pushed one group, as its database remembers it. */
async function device(): Promise<{ tokens: Tokens; state: Required<RefreshingDevice> }> {
  const replicaId = newId(it.hub.ports);
  const username = `person${(people += 1)}`;
  person = await addTestPerson(it.hub, username, "USER");
  const body = { username, password: TEST_PASSWORD, replicaId };
  const signedIn = await call(`${url}/api/v1/auth/sign-in`, "POST", null, body);
  const tokens = signedIn.body as unknown as Tokens;
  const hash = await push(tokens.accessToken, replicaId, 1);
  return { tokens, state: { replicaId, lastSeq: 1, answered: { seq: 1, hash } } };
}

async function push(token: string, replicaId: string, seq: number): Promise<string> {
  const mutation = create("samples", newId(it.hub.ports), {
    ownerId: person,
    siteId: null,
    title: "one",
  });
  const { status, body } = await call(`${url}/api/v1/sync/push`, "POST", token, {
    protocol: PROTOCOL_VERSION,
    schema: it.hub.schema.version,
    replicaId,
    epoch: null,
    receivedThrough: seq - 1,
    groups: [{ seq, deviceTime_ms: 1, mutations: [mutation] }],
  });
  expect(status).toBe(200);
  return (body as unknown as PushResponse).hash ?? "";
}

const refresh = (refreshToken: string, device?: RefreshingDevice) =>
  call(`${url}/api/v1/auth/refresh`, "POST", null, {
    refreshToken,
    ...(device === undefined ? {} : { device }),
  });

test("[PSH4] a copy that is behind and comes first does not take the original's token", async () => {
  const { tokens, state } = await device();
  await push(tokens.accessToken, state.replicaId, 2);
  const refused = await refresh(tokens.refreshToken, state);
  expect(codes(refused)).toEqual([409, "device_copied"]);
  expect(refused.body).toMatchObject({ replicaId: state.replicaId, seq: 2, lastSeq: 2 });
  expect((await refresh(tokens.refreshToken, { ...state, lastSeq: 2 })).status).toBe(200);
  const event = await oneRow(
    it.hub,
    "select person_id from hub.events where kind = 'device_copied'",
  );
  expect(event.person_id).toBe(person);
});

test("[PSH4] a copy that is behind and comes second does not end the original's session", async () => {
  const { tokens, state } = await device();
  await push(tokens.accessToken, state.replicaId, 2);
  const next = await refresh(tokens.refreshToken, { ...state, lastSeq: 2 });
  expect(codes(await refresh(tokens.refreshToken, state))).toEqual([409, "device_copied"]);
  const { refreshToken } = next.body as unknown as Tokens;
  expect((await refresh(refreshToken, { ...state, lastSeq: 2 })).status).toBe(200);
});

test.each<readonly [string, (state: Required<RefreshingDevice>) => RefreshingDevice | undefined]>([
  ["says nothing of a device", () => undefined],
  ["does not know what the device was answered", ({ replicaId }) => ({ replicaId, lastSeq: 0 })],
  [
    "guesses what the device was answered",
    (state) => ({ ...state, answered: { seq: 1, hash: state.replicaId } }),
  ],
  ["names another device", (state) => ({ ...state, replicaId: newId(it.hub.ports) })],
  ["has come as far as the device", (state) => ({ ...state, lastSeq: 2 })],
])("a used token still ends the session where whoever has it %s", async (_, told) => {
  const { tokens, state } = await device();
  await push(tokens.accessToken, state.replicaId, 2);
  const next = await refresh(tokens.refreshToken, { ...state, lastSeq: 2 });
  expect(codes(await refresh(tokens.refreshToken, told(state)))).toEqual([401, "refresh_reused"]);
  const { refreshToken } = next.body as unknown as Tokens;
  expect(codes(await refresh(refreshToken))).toEqual([401, "session_revoked"]);
});

test("a device whose newest push nobody has answered yet renews as ever", async () => {
  const { tokens, state } = await device();
  expect((await refresh(tokens.refreshToken, { ...state, lastSeq: 3 })).status).toBe(200);
});
