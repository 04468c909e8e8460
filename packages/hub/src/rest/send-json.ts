import type { FastifyReply, FastifyRequest } from "fastify";
import { compress } from "../http/compress.ts";

/** Answers with JSON, compressed when the client accepts it; records are nobody's to cache. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
): Promise<FastifyReply> {
  const { encoding, body } = await compress(
    Buffer.from(JSON.stringify(value)),
    request.headers["accept-encoding"],
  );
  if (encoding !== null) reply.header("content-encoding", encoding);
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("vary", "Accept-Encoding")
    .send(body);
}
