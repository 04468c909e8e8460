import { Problem } from "@healthops/base/problem";
import type { Watcher } from "../live/watch.ts";
import type { Answer, CallName, Request, WatchName } from "./messages.ts";
import { problemFrom } from "./messages.ts";
import type { Port } from "./port.ts";
import type { ReplicaApi, Unsubscribe } from "./replica-api.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Problem): void;
}

/**
 * The replica behind a port. When the other side goes away, what waits for an answer and every later
 * call reject with Problem `replica_gone`.
 */
export function connectReplicaApi(port: Port): ReplicaApi {
  const link = new Link(port);
  const call =
    <K extends CallName>(name: K) =>
    (...args: Parameters<ReplicaApi[K]>): Promise<Awaited<ReturnType<ReplicaApi[K]>>> =>
      link.call(name, args) as Promise<Awaited<ReturnType<ReplicaApi[K]>>>;
  const api: ReplicaApi = {
    people: call("people"),
    signIn: call("signIn"),
    replacePassword: call("replacePassword"),
    changePassword: call("changePassword"),
    lock: call("lock"),
    unlock: call("unlock"),
    hasPin: call("hasPin"),
    setPin: call("setPin"),
    signOut: call("signOut"),
    identity: call("identity"),
    get: call("get"),
    list: call("list"),
    listPlaces: call("listPlaces"),
    count: call("count"),
    totals: call("totals"),
    mutate: call("mutate"),
    mutateAll: call("mutateAll"),
    outcome: call("outcome"),
    pending: call("pending"),
    rejected: call("rejected"),
    pendingRecords: call("pendingRecords"),
    discard: call("discard"),
    correct: call("correct"),
    resolve: call("resolve"),
    restoreLoser: call("restoreLoser"),
    sync: call("sync"),
    wake: call("wake"),
    status: call("status"),
    testConnection: call("testConnection"),
    schedule: call("schedule"),
    setSchedule: call("setSchedule"),
    storage: call("storage"),
    copies: call("copies"),
    goBack: call("goBack"),
    askHub: call("askHub"),
    kept: call("kept"),
    keep: call("keep"),
    watchList: (collection, query, watcher) =>
      link.watch("watchList", [collection, query], watcher),
    watchRecord: (collection, id, watcher) => link.watch("watchRecord", [collection, id], watcher),
    watchCount: (collection, query, watcher) =>
      link.watch("watchCount", [collection, query], watcher),
    watchTotals: (collection, query, watcher) =>
      link.watch("watchTotals", [collection, query], watcher),
    watchPending: (states, watcher) => link.watch("watchPending", [states], watcher),
    watchPendingRecords: (collection, watcher) =>
      link.watch("watchPendingRecords", [collection], watcher),
    watchOutcome: (group, watcher) => link.watch("watchOutcome", [group], watcher),
    watchStatus: (watcher) => link.watch("watchStatus", [], watcher),
    watchKept: (name, watcher) => link.watch("watchKept", [name], watcher),
  };
  return api;
}

/** Numbers requests and hands each answer to whoever asked. */
class Link {
  readonly #port: Port;
  readonly #waiting = new Map<number, Waiting>();
  readonly #watchers = new Map<number, Watcher<unknown>>();
  #last = 0;
  #gone = false;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((message) => this.#heard(message as Answer));
    port.onClose(() => this.#lost());
  }

  call(name: CallName, args: readonly unknown[]): Promise<unknown> {
    if (this.#gone) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#send({ kind: "call", id, name, args: withoutTail(args) });
    });
  }

  watch<T>(name: WatchName, args: readonly unknown[], watcher: Watcher<T>): Unsubscribe {
    const id = ++this.#last;
    // What comes back is what the method of this name gives.
    this.#watchers.set(id, watcher as Watcher<unknown>);
    if (this.#gone) watcher.failed(gone());
    else this.#send({ kind: "watch", id, name, args });
    return () => {
      if (this.#watchers.delete(id) && !this.#gone) this.#send({ kind: "stop", id });
    };
  }

  #send(request: Request): void {
    this.#port.post(request);
  }

  #heard(answer: Answer): void {
    if (answer.kind === "next") this.#watchers.get(answer.id)?.next(answer.value);
    else if (answer.kind === "failed") {
      this.#watchers.get(answer.id)?.failed(problemFrom(answer.problem));
    } else if (answer.kind === "result" || answer.kind === "failure") {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.kind === "result") waiting?.resolve(answer.value);
      else waiting?.reject(problemFrom(answer.problem));
    }
  }

  #lost(): void {
    this.#gone = true;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
    for (const watcher of this.#watchers.values()) watcher.failed(gone());
  }
}

/** JSON would make null of an argument that was left out. */
function withoutTail(args: readonly unknown[]): readonly unknown[] {
  const last = args.findLastIndex((argument) => argument !== undefined);
  return args.slice(0, last + 1);
}

function gone(): Problem {
  return new Problem({
    code: "replica_gone",
    status: 503,
    message: "The part of the program that keeps the data has stopped. Reload this window.",
  });
}
