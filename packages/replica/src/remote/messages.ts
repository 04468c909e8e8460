import type { FieldFault } from "@healthops/base/problem";
import { isProblem, Problem } from "@healthops/base/problem";
import type { ReplicaApi } from "./replica-api.ts";

/** Calls that answer once. */
export const CALLS = [
  "people",
  "signIn",
  "replacePassword",
  "changePassword",
  "lock",
  "unlock",
  "hasPin",
  "setPin",
  "signOut",
  "identity",
  "get",
  "list",
  "listPlaces",
  "count",
  "totals",
  "mutate",
  "mutateAll",
  "outcome",
  "pending",
  "rejected",
  "pendingRecords",
  "discard",
  "correct",
  "resolve",
  "restoreLoser",
  "sync",
  "wake",
  "status",
  "testConnection",
  "schedule",
  "setSchedule",
  "storage",
  "copies",
  "goBack",
  "askHub",
  "kept",
  "keep",
] as const satisfies readonly (keyof ReplicaApi)[];
export type CallName = (typeof CALLS)[number];

/** Subscriptions; their last argument is the watcher. */
export const WATCHES = [
  "watchList",
  "watchRecord",
  "watchCount",
  "watchTotals",
  "watchPending",
  "watchPendingRecords",
  "watchOutcome",
  "watchStatus",
  "watchKept",
] as const satisfies readonly (keyof ReplicaApi)[];
export type WatchName = (typeof WATCHES)[number];

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
  const names: readonly string[] = request.kind === "call" ? CALLS : WATCHES;
  return names.includes(String(request.name)) ? (request as Request) : null;
}
