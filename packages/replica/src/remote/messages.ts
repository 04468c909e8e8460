import type { FieldFault } from "@healthops/base/problem";
import { isProblem, Problem } from "@healthops/base/problem";
import { ON_BOTH, ON_DEVICE, ON_REPLICA, WATCHES } from "./replica-api.ts";

/** Calls that answer once. */
export const CALLS = { ...ON_DEVICE, ...ON_REPLICA, ...ON_BOTH };
export type CallName = keyof typeof CALLS;
export type WatchName = keyof typeof WATCHES;

/** From the screens. `id` is the asker's number for the call or the subscription. */
export type Request =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: CallName;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: "watch";
      readonly id: number;
      readonly name: WatchName;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "stop"; readonly id: number };

/** To the screens. */
export type Answer =
  | { readonly kind: "result"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly problem: PlainProblem }
  | { readonly kind: "next"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly problem: PlainProblem };

/** A Problem as plain data; its cause stays behind. */
export interface PlainProblem {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly faults: readonly FieldFault[];
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What is thrown, as plain data: anything but a Problem is a defect, told without its details. */
export function plainProblem(error: unknown): PlainProblem {
  if (isProblem(error)) {
    const { code, status, message, faults, extra } = error;
    return { code, status, message, faults, extra };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return {
    code: "defect",
    status: 500,
    message:
      "Something failed for a reason that is a fault of this program. Try again; reload the window if it stays.",
    faults: [],
    extra: { error: name, detail: error instanceof Error ? error.message : String(error) },
  };
}

/** The Problem that the other side threw. */
export function problemFrom(plain: PlainProblem): Problem {
  return new Problem(plain);
}

/** A request out of a message, or null when it is something else. */
export function requestOf(message: unknown): Request | null {
  const request = message as Partial<Request> | null;
  if (typeof request !== "object" || request === null || typeof request.id !== "number")
    return null;
  if (request.kind === "stop") return request as Request;
  if (!("args" in request) || !Array.isArray(request.args)) return null;
  const known = request.kind === "call" ? CALLS : WATCHES;
  return Object.hasOwn(known, String(request.name)) ? (request as Request) : null;
}
