import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createHubServer } from "@healthops/hub/doors/hub-server";
import { createLog } from "@healthops/hub/http/log";
import { serveApp } from "@healthops/hub/http/static/serve-app";
import { addPerson } from "@healthops/hub/people/person-admin";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { builtApp } from "./built-app.ts";

const BUILT = path.join(import.meta.dirname, "../../../../../apps/web/dist");

/** A hub with a copy of the built app, of which a newer version can appear. */
export interface RenewableApp {
  readonly url: string;
  /** Gives somebody an account with the password of the demo. */
  person(username: string): Promise<void>;
  /** Serves a newer version from now on. */
  renew(): Promise<void>;
  /** Whether the installation of the app for offline use is cut from now on. */
  cutInstallation(cut: boolean): void;
  /** How many requests of an installation were cut so far. */
  cutRequests(): number;
  close(): Promise<void>;
}

/** Opens the hub on a database of its own; nobody has an account there yet. */
export async function serveRenewableApp(): Promise<RenewableApp> {
  await builtApp();
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-app-"));
  await cp(BUILT, folder, { recursive: true });
  const { hub, close } = await openTestHub(HUB_MODULES);
  let cut = false;
  let cutRequests = 0;
  const server = await createHubServer(hub, {
    log: createLog({ level: "silent" }),

    routes: [
      async (app) => {
        app.addHook("onRequest", async ({ url, headers }, reply) => {
          // What the page itself loads is no `empty` destination; what its worker stores is.
          const stored = headers["sec-fetch-dest"] === "empty" && url.startsWith("/assets/");
          if (!cut || !stored) return;
          cutRequests += 1;
          await reply.code(503).send();
        });
        await serveApp(app, folder);
      },
    ],
  });
  return {
    url: await server.listen("127.0.0.1", 0),
    async person(username) {
      const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports };
      const password = "healthops-demo";
      await addPerson(parts, { username, displayName: username, role: "USER", password });
    },
    async renew() {
      const worker = path.join(folder, "sw.js");
      await appendFile(worker, "\n// newer\n");
      for (const compressed of [".br", ".gz"]) await rm(`${worker}${compressed}`, { force: true });
    },
    cutInstallation(now) {
      cut = now;
    },
    cutRequests: () => cutRequests,
    async close() {
      await server.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
