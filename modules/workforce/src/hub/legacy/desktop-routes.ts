import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import multipart from "@fastify/multipart";
import { Problem } from "@healthops/base/problem";
import { storableText } from "@healthops/base/storable";
import { SharedAnswers } from "@healthops/hub/database/shared-answers";
import type { Hub } from "@healthops/hub/hub";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import { keyHolder } from "@healthops/hub/keys/key-holder";
import { LONG_PATIENCE_ms } from "@healthops/hub/requests/patience";
import { createSlots } from "@healthops/hub/turns/slots";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DASHBOARD_STYLE, dashboardPage } from "./dashboard-page.ts";
import { KeyTurns } from "./key-turns.ts";
import { receiveFile } from "./receive-file.ts";
import { headerText, readRegions, regionOfRequest } from "./regions.ts";
import type { RegionTotals } from "./region-totals.ts";
import { readRegionTotals, sumOf } from "./region-totals.ts";
import { takeUpload } from "./take-upload.ts";
import { makeFolder, removeFolder, removeLeftFolders, withFolder } from "./upload-folders.ts";
import { writeFile } from "./write-file.ts";

const REASON_MAX = 500;
/** A merge takes bounded memory; more at once would only wait for each other's records. */
const MERGES_AT_ONCE = 2;
const WRITES_AT_ONCE = 2;
const WAITING_MAX = 50;
/** Anybody may ask for totals, and they read whole tables. */
const TOTALS_FRESH_ms = 2_000;

/** The documented routes of the regions' old desktop programs. */
export function desktopRoutes(app: FastifyInstance, hub: Hub): void {
  void app.register(async (scope) => {
    await scope.register(multipart);
    // Whatever else is sent gets to where it is told how to send a database.
    scope.addContentTypeParser("*", (_request, _body, done) => done(null));
    const merging = createSlots(MERGES_AT_ONCE, WAITING_MAX);
    const writing = createSlots(WRITES_AT_ONCE, WAITING_MAX);
    const turns = new KeyTurns();
    await removeLeftFolders();
    const totals = new SharedAnswers<readonly RegionTotals[]>(hub.ports.clock, TOTALS_FRESH_ms);
    const regionTotals = () => totals.of("", () => readRegionTotals(hub.pool));
    // of older programs, with keys and files; nobody begins with them any more
    const api = { leftOut: "docs/legacy-sync.md describes it" };
    const limits = { onRequest: [scope.limiters.sync], config: { api } };

    scope.post("/sync", { ...limits, config: { slowBody: true, api } }, async (request, reply) => {
      const holder = await holderOf(hub, request);
      const regions = await readRegions(hub.pool);
      const { siteId, reason } = aboutRequest(request, holder, regions);
      const answer = await turns.take(holder.keyId, () =>
        withFolder(async (folder) => {
          const path = join(folder, "sent.db");
          await receiveFile(request, path, scope.uploadLimit_bytes);
          return merging(() => takeUpload(hub, { holder, regions, siteId, reason, path }));
        }),
      );
      request.log.info({ keyId: holder.keyId, reason, ...countsOf(answer) }, "database merged");
      return reply.header("cache-control", "no-store").send(answer);
    });

    const long = { ...limits, config: { patience_ms: LONG_PATIENCE_ms, api } };
    scope.get("/sync/download", long, async (request, reply) => {
      const holder = await holderOf(hub, request);
      const regions = await readRegions(hub.pool);
      const { siteId } = aboutRequest(request, holder, regions);
      return turns.take(holder.keyId, async () => {
        const folder = await makeFolder();
        const tidy = (): void => void removeFolder(folder).catch(() => undefined);
        try {
          const path = join(folder, "merged.db");
          await writing(() => writeFile(hub, { holder, regions, siteId, path }));
          return await sendFile(reply, path, tidy);
        } catch (error) {
          tidy();
          throw error;
        }
      });
    });

    scope.get("/status", limits, async (_request, reply) => {
      const regions = await regionTotals();
      reply.header("cache-control", "no-store");
      return { status: "ok", totals: sumOf(regions), regions };
    });

    scope.get("/dashboard", limits, async (request, reply) => {
      const holder = await holderOf(hub, request);
      if (holder.siteId !== null) throw onlyAdministrators();
      const regions = await regionTotals();
      const now = new Date(hub.ports.clock.now()).toISOString();
      return reply
        .header("content-security-policy", PAGE_POLICY)
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(dashboardPage(regions, sumOf(regions), now));
    });
  });
}

/** Nothing but the page's own style: no script, no picture, no form, in nobody's frame. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(DASHBOARD_STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function holderOf(hub: Hub, request: FastifyRequest): Promise<KeyHolder> {
  return keyHolder(hub.keys, headerText(request.headers["x-api-key"]) ?? undefined);
}

function aboutRequest(
  { headers }: FastifyRequest,
  { siteId: keySiteId }: KeyHolder,
  regions: Awaited<ReturnType<typeof readRegions>>,
): { siteId: string | null; reason: string | null } {
  return {
    siteId: regionOfRequest(regions, keySiteId, headerText(headers["x-region"])),
    reason: shortText(headerText(headers["x-reason"])),
  };
}

/** An old program cannot be told to say it otherwise: it is cut and written so that it can be kept. */
function shortText(reason: string | null): string | null {
  return reason === null ? null : storableText(reason.slice(0, REASON_MAX));
}

async function sendFile(
  reply: FastifyReply,
  path: string,
  tidy: () => void,
): Promise<FastifyReply> {
  const { size } = await stat(path);
  const stream = createReadStream(path).once("close", tidy);
  return reply
    .header("content-length", size)
    .header("content-disposition", 'attachment; filename="merged.db"')
    .header("cache-control", "no-store")
    .type("application/vnd.sqlite3")
    .send(stream);
}

function countsOf(answer: Awaited<ReturnType<typeof takeUpload>>) {
  const { added, changed, unchanged, conflicts, refused } = answer;
  return { added, changed, unchanged, conflicts, refused };
}

function onlyAdministrators(): Problem {
  return new Problem({
    code: "not_permitted",
    status: 403,
    message: "The dashboard shows all regions: it needs a key for all of them.",
  });
}
