import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { noticesModule } from "@healthops/notices/schema";
import { createHubServer } from "@healthops/hub/doors/hub-server";
import { createLog } from "@healthops/hub/http/log";
import { serveApp } from "@healthops/hub/http/static/serve-app";
import type { OpenHub } from "@healthops/hub/doors/open-hub";
import { addPerson, setPassword } from "@healthops/hub/people/person-admin";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { wellnessHub } from "@healthops/wellness/hub";
import { build } from "vite";

export const PASSWORD = "correct horse battery";

const UNLIMITED = { general: null, sync: null, auth: null };

/** A hub of its own that serves a page with nothing but the replica on it. */
export interface TestApp {
  readonly url: string;
  readonly hub: OpenHub;
  /** Adds a person with {@link PASSWORD}; answers the id. */
  person(username: string): Promise<string>;
  /** What the hub has of the person's exercises, by name and in its order. */
  activities(personId: string): Promise<readonly string[]>;
  setPassword(personId: string, password: string): Promise<void>;
  /** Takes the hub away from everybody, and back again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestApp(): Promise<TestApp> {
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-page-"));
  await buildPage(folder);
  const database = await openTestHub([{ module: noticesModule }, wellnessHub]);
  const { hub } = database;
  const listen = async (port: number) => {
    const server = await createHubServer(hub, {
      log: createLog({ level: "silent" }),

      server: { rateLimits: UNLIMITED },
      routes: [(app) => serveApp(app, folder)],
    });
    return { server, url: await server.listen("127.0.0.1", port) };
  };
  let running = await listen(0);
  const { url } = running;
  const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports };
  return {
    url,
    hub,
    person(username) {
      return addPerson(parts, {
        username,
        displayName: username,
        role: "USER",
        password: PASSWORD,
      });
    },
    async activities(personId) {
      const { rows } = await hub.pool.query(
        `select activity from data.exercises where person_id = $1 and not deleted order by activity`,
        [personId],
      );
      return rows.map((row) => String(row["activity"]));
    },
    setPassword: (personId, password) => setPassword(parts, personId, password),
    stop: () => running.server.close(),
    async start() {
      running = await listen(Number(new URL(url).port));
    },
    async close() {
      await running.server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same page for browsers that the app's own build gives them. */
async function buildPage(folder: string): Promise<void> {
  await build({
    root: path.join(import.meta.dirname, "../page"),
    configFile: false,
    logLevel: "error",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
}
