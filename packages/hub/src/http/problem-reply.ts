import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { Problem } from "@healthops/base/problem";
import type { ProblemBody } from "@healthops/protocol/wire/problem";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** A problem as RFC 9457 has it; further facts (`retryAfterSeconds`, …) stand beside the standard ones. */
export function problemBody(
  problem: Problem,
  requestId: string,
): ProblemBody & Record<string, unknown> {
  return {
    ...problem.extra,
    type: `urn:healthops:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? "Problem",
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    instance: `urn:healthops:request:${requestId}`,
    ...(problem.faults.length === 0
      ? {}
      : { faults: problem.faults.map((fault) => ({ ...fault })) }),
  };
}

/** Answers with a problem, and the headers that belong to it. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const wait_s = problem.extra.retryAfterSeconds;
  if (typeof wait_s === "number") reply.header("retry-after", String(wait_s));
  if (problem.status === 401) reply.header("www-authenticate", `Bearer error="${problem.code}"`);
  const { allow } = problem.extra;
  if (typeof allow === "string") reply.header("allow", allow);
  // problems are of the moment: no cache may repeat them to somebody else
  reply.header("cache-control", "no-store");
  // also where the request never reached the hooks that add it to every answer
  reply.header("x-content-type-options", "nosniff");
  return reply
    .code(problem.status)
    .header("content-type", PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(problem, reply.request.id)));
}
