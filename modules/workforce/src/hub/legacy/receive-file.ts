import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import { isProblem, Problem } from "@healthops/base/problem";

const MB = 1024 * 1024;
/** What a form puts around its file. */
const FORM_bytes = 64 * 1024;
const FIELD = "db";
/** RFC 2046. */
const BOUNDARY_MAX = 70;

/**
 * Streams the file of a form to the disk; nothing of it is held in memory, and no more than the limit
 * is read. Problems: `file_missing`, `not_a_form` (400), `file_too_large` (413), `disk_full` (507).
 */
export async function receiveFile(
  request: FastifyRequest,
  path: string,
  limit_bytes: number,
): Promise<void> {
  if (!request.isMultipart()) {
    throw refusal(
      "not_a_form",
      "Send the database as a form (multipart/form-data) with the field db: in Python, requests.post(url, files={'db': open(path, 'rb')}).",
    );
  }
  if (boundaryOf(request).length > BOUNDARY_MAX) throw malformedForm();
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > limit_bytes + FORM_bytes) throw tooLarge(limit_bytes);
  try {
    const most = limitOfForm(request.raw, limit_bytes);
    if (await Promise.race([storeField(request, path, limit_bytes), most])) return;
  } catch (error) {
    // Whoever reads the rest, to throw it away, must not feed it to the form's reader any more.
    request.raw.unpipe();
    throw receivingProblem(error, limit_bytes);
  }
  throw refusal("file_missing", "The form has no file in its field db. Send the database there.");
}

/**
 * Fails when a form that did not say how large it is grows too large, whatever it is full of: the limit
 * of the file does not see other fields, nor what stands before the first.
 */
function limitOfForm(body: IncomingMessage, limit_bytes: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    let received_bytes = 0;
    const count = (chunk: Buffer): void => {
      received_bytes += chunk.length;
      if (received_bytes <= limit_bytes + FORM_bytes) return;
      body.off("data", count);
      reject(tooLarge(limit_bytes));
    };
    body.on("data", count);
  });
}

/** Writes the file of the field to `path`; false when the form has none. */
async function storeField(
  request: FastifyRequest,
  path: string,
  fileSize: number,
): Promise<boolean> {
  const limits = { fileSize, files: 4, fields: 20, fieldSize: 4_096, parts: 24 };
  for await (const part of request.parts({ limits })) {
    if (part.type !== "file") continue;
    if (part.fieldname === FIELD) {
      // The stream would end only with the whole form, however long that is.
      part.file.once("limit", () => part.file.destroy(tooLarge(fileSize)));
      await pipeline(part.file, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      return true;
    }
    part.file.resume();
  }
  return false;
}

function receivingProblem(error: unknown, limit_bytes: number): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (isProblem(error)) return error;
  if (code === "FST_REQ_FILE_TOO_LARGE") return tooLarge(limit_bytes);
  if (code === "ENOSPC" || code === "EDQUOT") return diskIsFull(error);
  if (!code.startsWith("FST_") && code !== "ERR_STREAM_PREMATURE_CLOSE" && !isFormError(error)) {
    return error;
  }
  return malformedForm();
}

/** What parts the form's fields from each other. */
function boundaryOf({ headers }: FastifyRequest): string {
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(headers["content-type"] ?? "") ?? [];
  return quoted ?? plain ?? "";
}

function malformedForm(): Problem {
  return refusal(
    "malformed_form",
    "The form ended too early or is not well-formed: the connection may have broken. Send it again; nothing was changed.",
  );
}

function isFormError(error: unknown): boolean {
  return (
    error instanceof Error && /multipart|unexpected end|premature|aborted/i.test(error.message)
  );
}

function tooLarge(limit_bytes: number): Problem {
  return new Problem({
    code: "file_too_large",
    status: 413,
    message: `The file is larger than ${Math.floor(limit_bytes / MB)} MB, more than this hub takes. Let the program compact its database (VACUUM), or ask the hub's administrator for a higher limit (HEALTHOPS_UPLOAD_LIMIT_MB). Nothing was changed.`,
    extra: { limit_bytes },
  });
}

function diskIsFull(cause: unknown): Problem {
  return new Problem({
    code: "disk_full",
    status: 507,
    message:
      "The hub's disk is full, so the file could not be taken. Nothing was changed; its administrator must make room.",
    cause,
  });
}

function refusal(code: string, message: string): Problem {
  return new Problem({ code, status: 400, message });
}
