import type { Watcher } from "../live/watch.ts";
import type { Answer, CallName, WatchName } from "./messages.ts";
import { plainProblem, requestOf } from "./messages.ts";
import type { Port } from "./port.ts";
import type { ReplicaApi, Unsubscribe } from "./replica-api.ts";

/** The interface's methods, with the arguments as they came over the port. */
type Called = Readonly<Record<CallName, (...args: readonly unknown[]) => Promise<unknown>>>;
type Watched = Readonly<Record<WatchName, (...args: readonly unknown[]) => Unsubscribe>>;

/**
 * Answers the calls and subscriptions that arrive at the port, until it closes. The shapes of the
 * arguments are the caller's promise: both sides are of one build.
 */
export function serveReplicaApi(api: ReplicaApi, port: Port): void {
  const calls = api as unknown as Called;
  const watches = api as unknown as Watched;
  const running = new Map<number, Unsubscribe>();
  const answer = (message: Answer): void => port.post(message);

  port.onMessage((message) => {
    const request = requestOf(message);
    if (request === null) return;
    const { id } = request;
    if (request.kind === "stop") {
      running.get(id)?.();
      running.delete(id);
    } else if (request.kind === "watch") {
      const watcher: Watcher<unknown> = {
        next: (value) => answer({ kind: "next", id, value }),
        failed: (error) => answer({ kind: "failed", id, problem: plainProblem(error) }),
      };
      try {
        running.set(id, watches[request.name](...request.args, watcher));
      } catch (error) {
        watcher.failed(error);
      }
    } else {
      // A method that throws at once answers like one that rejects.
      new Promise((resolve) => resolve(calls[request.name](...request.args))).then(
        (value) => answer({ kind: "result", id, value: value ?? null }),
        (error: unknown) => answer({ kind: "failure", id, problem: plainProblem(error) }),
      );
    }
  });
  port.onClose(() => {
    for (const stop of running.values()) stop();
    running.clear();
  });
}
