import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { ProblemBody } from "@healthops/protocol/wire/problem";
import { badAnswer } from "./offline.ts";

const KNOWN = new Set(["type", "title", "status", "code", "detail", "instance", "faults"]);

/** The Problem that a failed answer carries; `bad_answer` when the hub did not write it. */
export function problemOf(status: number, retryAfter: string | null, text: string): Problem {
  const body = parsed(text);
  if (body === null) return badAnswer(`status ${status}`);
  const extra: Record<string, unknown> = Object.fromEntries(
    Object.entries(body).filter(([key]) => !KNOWN.has(key)),
  );
  const seconds = Number(retryAfter);
  if (retryAfter !== null && Number.isFinite(seconds)) extra["retryAfterSeconds"] ??= seconds;
  return new Problem({
    code: body.code,
    status,
    message: body.detail,
    faults: (body.faults ?? []) as readonly FieldFault[],
    extra: { ...extra, ...(body.instance === undefined ? {} : { instance: body.instance }) },
  });
}

function parsed(text: string): ProblemBody | null {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody> | null;
    const complete = typeof body?.code === "string" && typeof body.detail === "string";
    return complete ? (body as ProblemBody) : null;
  } catch {
    return null;
  }
}
