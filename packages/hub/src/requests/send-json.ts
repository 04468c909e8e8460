import type { FastifyReply, FastifyRequest } from "fastify";
import type { Compressed } from "./compress.ts";
import { compress } from "./compress.ts";

/** Answers with JSON, compressed when the client accepts it; records are nobody's to cache. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
): Promise<FastifyReply> {
  const bytes = Buffer.from(JSON.stringify(value));
  return sendPacked(reply, await compress(bytes, request.headers["accept-encoding"]));
}

/** Answers with JSON that was packed already. */
export function sendPacked(reply: FastifyReply, { encoding, body }: Compressed): FastifyReply {
  if (encoding !== null) reply.header("content-encoding", encoding);
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("vary", "Accept-Encoding")
    .send(body);
}
