import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pathOf } from "../log.ts";
import { appFiles } from "./app-files.ts";
import { appPolicy } from "./app-policy.ts";

/** Files whose name holds a hash of their content. */
const HASHED = "assets/";
const PAGE = "index.html";
const FOREVER = "public, max-age=31536000, immutable";
/** Asked again each time, answered with 304 while nothing changed: an update is seen at once. */
const ASK_AGAIN = "no-cache";
/** Where data lives: an address below it is never a page of the app. */
const DATA = /^\/(?:api|health|metrics)(?:\/|$)/;

/**
 * Serves the built web app of a folder: its files, and its one page at every other address that a
 * browser opens as a page (the app's own routing takes it from there). The files must stay as they
 * are while the hub runs.
 */
export async function serveApp(app: FastifyInstance, folder: string): Promise<void> {
  const files = appFiles(folder);
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  const config = { rateLimit: false, fallback: true };
  app.get("/*", { config }, (request, reply) => {
    const file = fileFor(request, files);
    return file === null ? reply.callNotFound() : sendAppFile(request, reply, file);
  });
}

function fileFor(request: FastifyRequest, files: ReadonlySet<string>): string | null {
  const address = pathOf(request.url);
  if (DATA.test(address)) return null;
  const file = address.slice(1);
  if (files.has(file)) return file;
  return opensAsPage(request) ? PAGE : null;
}

/** A browser that goes to an address says so; a program or an image that is missing must stay missing. */
function opensAsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes("text/html") === true;
}

function sendAppFile(request: FastifyRequest, reply: FastifyReply, file: string): FastifyReply {
  reply
    .header("cache-control", file.startsWith(HASHED) ? FOREVER : ASK_AGAIN)
    .header("content-security-policy", appPolicy(request.host))
    .header("vary", "Accept-Encoding")
    .header("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  return reply.sendFile(file);
}
