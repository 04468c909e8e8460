import { Problem } from "@healthops/base/problem";
import type { Watcher } from "../live/watch.ts";
import type { Answer, CallName, Request, WatchName } from "./messages.ts";
import { CALLS, problemFrom } from "./messages.ts";
import type { Port } from "./port.ts";
import { methodsOf } from "./declared-method.ts";
import type { ReplicaApi, Unsubscribe } from "./replica-api.ts";
import { WATCHES } from "./replica-api.ts";

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
  const calls = methodsOf(CALLS, (name, args) => link.call(name, args));
  const watches = methodsOf(WATCHES, (name, args) => link.watch(name, args));
  return { ...calls, ...watches };
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

  watch(name: WatchName, given: readonly unknown[]): Unsubscribe {
    const id = ++this.#last;
    const args = given.slice(0, -1);
    // The last argument of each of them; what comes back is what the method of this name gives.
    const watcher = given.at(-1) as Watcher<unknown>;
    this.#watchers.set(id, watcher);
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
