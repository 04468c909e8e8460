import { isProblem } from "@healthops/base/problem";
import { openBrowserReplica } from "@healthops/replica/browser/open-browser-replica";
import type { CallName, WatchName } from "@healthops/replica/remote/messages";
import type { TestedWindow } from "../support/tested-window.ts";

// The address says what the worker is to be like; only a literal name is found by the bundler.
const worker = new Worker(new URL("./worker.ts", import.meta.url), {
  type: "module",
  name: location.search,
});
const replica = openBrowserReplica(worker);

/** The replica as tests reach it: what they ask and hear is plain data. */
const tested: TestedWindow = {
  seen: {},
  async call(name: CallName, args: readonly unknown[]) {
    try {
      const method = replica[name] as (...args: readonly unknown[]) => Promise<unknown>;
      return { value: await method(...args) };
    } catch (error) {
      if (!isProblem(error)) throw error;
      const { code, message } = error;
      return { problem: { code, message } };
    }
  },
  watch(key: string, name: WatchName, args: readonly unknown[]) {
    const seen: unknown[] = (tested.seen[key] = []);
    const method = replica[name] as (...args: readonly unknown[]) => () => void;
    method(...args, {
      next: (value: unknown) => seen.push(value),
      failed: (error: unknown) => seen.push(isProblem(error) ? error.code : String(error)),
    });
  },
  tryDatabase: (storage) =>
    new Promise((resolve) => {
      const trial = new Worker(new URL("./database-worker.ts", import.meta.url), {
        type: "module",
        name: storage,
      });
      trial.addEventListener("message", ({ data }) => {
        trial.terminate();
        resolve(data);
      });
    }),
};
Object.assign(globalThis, { tested });
