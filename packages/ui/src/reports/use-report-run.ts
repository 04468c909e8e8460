import { useEffect, useMemo, useRef, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import type { ReportReader } from "./report.ts";

/** What a report's computation is given. */
export interface ReportRun {
  readonly reader: ReportReader;
  /** Says how far it is, 0 to 1, and lets the screen breathe; rejects once nobody wants the result. */
  step(done: number): Promise<void>;
}

/** How far a report is. While it is computed again, the last result stays. */
export type ReportState<T> =
  | { readonly state: "loading"; readonly done: number }
  | { readonly state: "ready"; readonly value: T; readonly updating: boolean }
  | { readonly state: "failed"; readonly error: unknown };

/** The same state with another value: what was computed, as the page shows it. */
export function mapReport<T, U>(state: ReportState<T>, change: (value: T) => U): ReportState<U> {
  return state.state === "ready" ? { ...state, value: change(state.value) } : state;
}

/** Between two computations: a sync changes records by the thousand. */
const REST_MS = 800;
/** As long as the screen may stand still. */
const SLICE_MS = 12;

interface ReportSpec<T> {
  /** Says everything that `run` depends on. */
  readonly key: string;
  /** The report is computed again when one of these changes. */
  readonly collections: readonly string[];
  /** Whether everything that `run` depends on is known. Default: true. */
  readonly ready?: boolean;
  run(run: ReportRun): Promise<T>;
}

/** Computes a report from what is on this device, and again whenever that changes. */
export function useReportRun<T>(spec: ReportSpec<T>): ReportState<T> {
  const api = useReplica();
  const [now, setNow] = useState<{ readonly key: string; readonly state: ReportState<T> }>({
    key: "",
    state: LOADING,
  });
  const { key, ready = true } = spec;
  const collections = spec.collections.join(" ");
  // The key says everything that the function depends on.
  const run = useMemo(() => spec.run, [key]);
  useEffect(() => {
    if (!ready) return undefined;
    const runner = new Runner(api, run, (state) => setNow({ key, state }));
    const stops = collections.split(" ").map((collection) =>
      // It tells after every change of the collection, also when the number stays.
      api.watchCount(collection, {}, { next: runner.again, failed: runner.failed }),
    );
    return () => {
      runner.stop();
      for (const stop of stops) stop();
    };
  }, [api, key, collections, run, ready]);
  const last = useRef<T | undefined>(undefined);
  if (now.state.state === "ready") last.current = now.state.value;
  return useMemo((): ReportState<T> => {
    if (now.key === key && now.state.state !== "loading") return now.state;
    // Other filters: the old result stays until the new one is here, so that nothing flashes.
    if (last.current !== undefined) return { state: "ready", value: last.current, updating: true };
    return now.key === key ? now.state : LOADING;
  }, [now, key]);
}

const LOADING = { state: "loading", done: 0 } as const;

class Runner<T> {
  readonly #reader: ReportReader;
  readonly #compute: (run: ReportRun) => Promise<T>;
  readonly #tell: (state: ReportState<T>) => void;
  #running = false;
  #dirty = false;
  #stopped = false;
  #last: T | undefined;
  #since_ms = 0;

  constructor(
    reader: ReportReader,
    compute: (run: ReportRun) => Promise<T>,
    tell: (state: ReportState<T>) => void,
  ) {
    this.#reader = reader;
    this.#compute = compute;
    this.#tell = tell;
  }

  readonly again = (): void => {
    this.#dirty = true;
    if (!this.#running) void this.#go();
  };

  readonly failed = (error: unknown): void => {
    if (!this.#stopped) this.#tell({ state: "failed", error });
  };

  stop(): void {
    this.#stopped = true;
  }

  async #go(): Promise<void> {
    this.#running = true;
    // All collections tell once at the beginning.
    await pause(0);
    while (this.#dirty && !this.#stopped) {
      this.#dirty = false;
      this.#since_ms = performance.now();
      try {
        this.#last = await this.#compute({ reader: this.#reader, step: this.#step });
        this.#say({ state: "ready", value: this.#last, updating: false });
      } catch (error) {
        this.#say({ state: "failed", error });
      }
      await pause(REST_MS);
    }
    this.#running = false;
  }

  #say(state: ReportState<T>): void {
    if (!this.#stopped) this.#tell(state);
  }

  readonly #step = async (done: number): Promise<void> => {
    if (this.#stopped) throw new DOMException("nobody looks at this report any more", "AbortError");
    if (performance.now() - this.#since_ms < SLICE_MS) return;
    if (this.#last === undefined) this.#say({ state: "loading", done });
    await pause(0);
    this.#since_ms = performance.now();
  };
}

function pause(time_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time_ms));
}
