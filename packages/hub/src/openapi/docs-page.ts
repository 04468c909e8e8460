import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import scalar from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import type { Compressed } from "../requests/compress.ts";
import { chooseEncoding, compress } from "../requests/compress.ts";
import { sendPacked } from "../requests/send-json.ts";
import type { JsonObject } from "./api-document.ts";

const gzipAsync = promisify(gzip);
const DOCUMENT = "/api/openapi.json";
const PAGE = "/api/docs";
const SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * The API's description: the document at `/api/openapi.json` and a page to browse and try it at
 * `/api/docs`. The page's program comes from this hub, and its policy lets it ask nobody else.
 */
export async function docsRoutes(app: FastifyInstance, document: () => JsonObject): Promise<void> {
  // Written when somebody asks, for by then every route is there.
  let written: Buffer | null = null;
  const text = (): Buffer => (written ??= Buffer.from(JSON.stringify(document())));
  // Anybody may ask: it is written and packed once, not for each of them.
  const packed = new Map<Compressed["encoding"], Promise<Compressed>>();
  const api = { leftOut: "the document itself" };
  app.get(DOCUMENT, { config: { api } }, async (request, reply) => {
    const accepted = request.headers["accept-encoding"];
    const encoding = chooseEncoding(accepted);
    const packing = packed.get(encoding) ?? compress(text(), accepted);
    packed.set(encoding, packing);
    return sendPacked(reply, await packing);
  });
  const compressed = new Map<string, Promise<Buffer>>();
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string") return payload;
    const type = String(reply.getHeader("content-type"));
    if (type.startsWith("text/html")) {
      reply.header("content-security-policy", pagePolicy(payload));
      return payload;
    }
    // The program of the page has four megabytes.
    if (!type.startsWith("application/javascript")) return payload;
    reply.header("cache-control", "public, max-age=3600").header("vary", "Accept-Encoding");
    if (chooseEncoding(request.headers["accept-encoding"]) === null) return payload;
    reply.header("content-encoding", "gzip").removeHeader("content-length");
    const known = compressed.get(request.url) ?? gzipAsync(payload);
    compressed.set(request.url, known);
    return known;
  });
  await app.register(scalar, {
    routePrefix: PAGE,
    configuration: {
      url: DOCUMENT,
      pageTitle: "HealthOps API",
      // Nothing from elsewhere: no fonts, no proxy, no services of the maker's.
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: "never",
      mcp: { disabled: true },
      agent: { disabled: true },
    },
  });
}

/** Lets the page run its own scripts, each inline one named by its hash, and ask this hub alone. */
function pagePolicy(html: string): string {
  const inline = [...html.matchAll(SCRIPT)].map(([, script = ""]) => {
    const hash = createHash("sha256").update(script).digest("base64");
    return `'sha256-${hash}'`;
  });
  return [
    "default-src 'none'",
    `script-src 'self' ${inline.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
