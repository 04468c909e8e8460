import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Problem } from "@healthops/base/problem";
import { PROBLEM_TYPE, problemBody } from "./problem-reply.ts";

const REFUSALS: Readonly<Record<string, { code: string; status: number; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    code: "headers_too_large",
    status: 431,
    message: "The headers of the request are larger than the hub accepts.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: "request_timeout",
    status: 408,
    message: "The request did not arrive whole in time.",
  },
};

const NOT_HTTP = {
  code: "malformed_request",
  status: 400,
  message: "What arrived is not a valid HTTP request.",
};

/** Answers what never became a request: broken HTTP, endless headers, a body that does not come. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const problem = new Problem(REFUSALS[error.code ?? ""] ?? NOT_HTTP);
  const { status, head, body } = problemHead(problem);
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${problem.code}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

const CUT = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"]);

/** Whether the error is that the client went away before its request had come whole. */
export function hasLeft({ complete, destroyed }: IncomingMessage, error: unknown): boolean {
  if (complete || !destroyed || !(error instanceof Error)) return false;
  return "code" in error && CUT.has(String(error.code));
}

/** What is logged of such a request; nobody hears it. */
export function requestCut(): Problem {
  return new Problem({
    code: "request_cut",
    message: "The connection was closed before the whole request had come. Nothing of it was kept.",
  });
}

/** A problem for whom no reply was made: its headers, after which the connection is closed, and its body. */
export function problemHead(problem: Problem): {
  readonly status: number;
  readonly head: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const body = JSON.stringify(problemBody(problem, "none"));
  const { allow } = problem.extra;
  const head = {
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(typeof allow === "string" ? { allow } : {}),
    connection: "close",
  };
  return { status: problem.status, head, body };
}
