import { isProblem, Problem } from "@healthops/base/problem";

/** How a line failed that had been there: in the middle of an answer, or by saying nothing any more. */
export type Breakage = "cut" | "silent";

/** The hub was not reached, or the connection broke before it answered. */
export function offlineProblem(cause: unknown, breakage?: Breakage): Problem {
  return new Problem({
    code: "offline",
    status: 503,
    message: "The hub cannot be reached. Your changes are kept on this device and sent later.",
    cause,
    ...(breakage === undefined ? {} : { extra: { breakage } }),
  });
}

/** How the line broke; null when it is another failure, or nothing of the hub was reached at all. */
export function breakageIn(error: unknown): Breakage | null {
  if (!isProblem(error) || error.code !== "offline") return null;
  const { breakage } = error.extra;
  return breakage === "cut" || breakage === "silent" ? breakage : null;
}

/** Something answered that does not speak for the hub: a proxy's page, a sign-in portal, half a body. */
export function badAnswer(detail: string, cause?: unknown): Problem {
  return new Problem({
    code: "bad_answer",
    status: 502,
    message: `The address of the hub gave an answer that is not the hub's (${detail}). Check the address, or the network's sign-in page.`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Gateways say these in place of a hub that is away. */
const AWAY = new Set([502, 503, 504]);

/** Whether the failure says nothing about the request: trying again later is all there is to do. */
export function isUnreachable(error: unknown): boolean {
  return isProblem(error) && (error.code === "offline" || AWAY.has(error.status));
}
