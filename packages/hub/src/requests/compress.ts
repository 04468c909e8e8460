import { promisify } from "node:util";
import { constants, gzip, zstdCompress } from "node:zlib";

const zstdAsync = promisify(zstdCompress);
const gzipAsync = promisify(gzip);

/** Below this a compressed answer saves nothing that a packet does not hold anyway. */
const WORTHWHILE_bytes = 1_024;
/** Level 1 of either: six times smaller in under a millisecond per 1000 rows; more is not worth it. */
const LEVEL = 1;

/** For a line on which every byte counts: a seventh smaller, at several times the work. */
export const SMALLEST = 9;

export interface Compressed {
  /** Null: sent as it is. */
  readonly encoding: "zstd" | "gzip" | null;
  readonly body: Buffer;
}

/** Compresses a body by what the client accepts: zstd if it can, else gzip, else not at all. */
export async function compress(
  body: Buffer,
  acceptEncoding: string | undefined,
  level: number = LEVEL,
): Promise<Compressed> {
  const encoding = body.length < WORTHWHILE_bytes ? null : chooseEncoding(acceptEncoding);
  if (encoding === "zstd") {
    const params = { [constants.ZSTD_c_compressionLevel]: level };
    return { encoding, body: await zstdAsync(body, { params, pledgedSrcSize: body.length }) };
  }
  if (encoding === "gzip") return { encoding, body: await gzipAsync(body, { level }) };
  return { encoding, body };
}

/** The best encoding that an `Accept-Encoding` header allows. */
export function chooseEncoding(acceptEncoding: string | undefined): Compressed["encoding"] {
  const accepted = new Set<string>();
  for (const part of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name);
  }
  if (accepted.has("zstd")) return "zstd";
  return accepted.has("gzip") || accepted.has("*") ? "gzip" : null;
}
