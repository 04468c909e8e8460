import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import type { HubServerOptions, OpenHubServer } from "@healthops/hub/doors/hub-server";
import { createHubServer } from "@healthops/hub/doors/hub-server";
import { createLog } from "@healthops/hub/http/log";
import { addTestPerson, signIn } from "@healthops/hub/testing/server-fixture";
import { serveApp } from "@healthops/hub/http/static/serve-app";
import type { Hub } from "@healthops/hub/hub";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { createKey } from "@healthops/hub/keys/key-admin";
import { issueAccessToken } from "@healthops/hub/people/access-token";
import { openSession } from "@healthops/hub/people/sessions";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { vi } from "vitest";
import { Strays } from "./strays.ts";

export type AddRoutes = NonNullable<HubServerOptions["routes"]>[number];

/** A hub of this product, its doors open, on a clock that a test can push on. */
export interface AliveHub {
  readonly server: OpenHubServer;
  readonly url: string;
  readonly hub: Hub;
  readonly strays: Strays;
  /** Headers of somebody who has just signed in, with a key for the doors of old programs too. */
  admin(): Promise<Record<string, string>>;
  user(): Promise<Record<string, string>>;
  /** Headers of somebody of whom there are many: each of them may keep a few requests waiting. */
  waiter(): Promise<Record<string, string>>;
}

/** More than routes that take a body, divided by what one person may keep waiting. */
const WAITERS = 100;
const UNLIMITED = { general: null, sync: null, auth: null };

interface People {
  readonly admin: string;
  readonly user: string;
  readonly waiters: readonly string[];
}

async function addWaiters({ hub }: TestHub, siteId: string): Promise<string[]> {
  const ids = Array.from({ length: WAITERS }, () => newId(hub.ports));
  const people = ids.map((id, at) => {
    const username = `waiter-${at}`;
    return create("people", id, { username, displayName: username, role: "USER", siteId });
  });
  await applied(hub, SYSTEM_ACTOR, ...people);
  return ids;
}

/** What every walk stands on: people, a site, an app; opened once. */
export class AliveWorld {
  readonly #it: TestHub;
  readonly #folder: string;
  readonly #strays = new Strays();
  readonly #servers: OpenHubServer[] = [];
  readonly #people: People;
  readonly #key: string;

  #waiting = 0;

  private constructor(it: TestHub, folder: string, people: People, key: string) {
    this.#it = it;
    this.#folder = folder;
    this.#people = people;
    this.#key = key;
  }

  static async open(): Promise<AliveWorld> {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
      shouldAdvanceTime: true,
    });
    const it = await openTestHub(HUB_MODULES);
    const site = await addSite(it.hub, "Ankara");
    const admin = await addTestPerson(it.hub, "admin", "ADMIN");
    const user = await addTestPerson(it.hub, "user", "USER", site);
    const { key } = await createKey(
      { hub: it.hub, actor: SYSTEM_ACTOR },
      { siteId: null, label: "Test PC" },
    );
    const folder = await mkdtemp(join(tmpdir(), "healthops-alive-"));
    await writeFile(join(folder, "index.html"), "<!doctype html><title>app</title>");
    const waiters = await addWaiters(it, site);
    return new AliveWorld(it, folder, { admin, user, waiters }, key);
  }

  /** Opens doors of the hub, with further routes if given. */
  async listen(further: AddRoutes = () => undefined): Promise<AliveHub> {
    const { hub } = this.#it;
    const server = await createHubServer(hub, {
      log: createLog({ level: "silent" }),
      server: { rateLimits: UNLIMITED },
      routes: [(app) => serveApp(app, this.#folder), further],
    });
    this.#servers.push(server);
    const url = await server.listen("127.0.0.1", 0);
    const headersOf = async (personId: string): Promise<Record<string, string>> => {
      const ticket = await openSession(hub.pool, hub.ports, personId, null);
      const token = await issueAccessToken(server.people.keys, hub.ports.clock, ticket);
      return { authorization: `Bearer ${token}`, "x-api-key": this.#key };
    };
    const { admin, user, waiters } = this.#people;
    return {
      server,
      url,
      hub,
      strays: this.#strays,
      admin: () => headersOf(admin),
      user: () => headersOf(user),
      waiter: () => headersOf(present(waiters[this.#waiting++ % WAITERS], "there are waiters")),
    };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
    await this.#it.close();
    await rm(this.#folder, { recursive: true });
    this.#strays.dispose();
    vi.useRealTimers();
  }
}

/** Somebody signs in with their password: the dearest of ordinary requests. */
export async function signsIn({ server }: AliveHub): Promise<boolean> {
  return (await signIn(server, "user")).identity.username === "user";
}
