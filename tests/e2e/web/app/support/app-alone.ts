import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { serveApp } from "@healthops/hub/http/static/serve-app";
import { fastify } from "fastify";
import { builtApp } from "./built-app.ts";

const BUILT = path.join(import.meta.dirname, "../../../../../apps/web/dist");

/** The built app without a hub behind it, of which a newer version can appear. */
export interface AppAlone {
  readonly url: string;
  /** Serves a newer version from now on. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export async function serveAppAlone(): Promise<AppAlone> {
  await builtApp();
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-app-"));
  await cp(BUILT, folder, { recursive: true });
  const app = fastify();
  await serveApp(app, folder);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    async renew() {
      const worker = path.join(folder, "sw.js");
      await appendFile(worker, "\n// newer\n");
      for (const compressed of [".br", ".gz"]) await rm(`${worker}${compressed}`, { force: true });
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
