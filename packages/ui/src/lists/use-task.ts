import { useCallback, useEffect, useRef, useState } from "react";
import { useAnnounce } from "../states/undo.tsx";

/** Work that takes long enough to be watched. */
export interface Task {
  readonly text: string;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  cancel(): void;
}

export interface TaskControl {
  readonly signal: AbortSignal;
  /** Says how far it is, and how far it will go if that is news. */
  progress(done: number, total?: number | null): void;
}

export interface TaskRunner {
  /** What runs now; null when nothing does. */
  readonly task: Task | null;
  /** Runs the work and shows it; null when it failed, which is announced, or was cancelled. */
  run<T>(
    text: string,
    total: number | null,
    work: (control: TaskControl) => Promise<T>,
  ): Promise<T | null>;
}

/** Runs one long piece of work at a time, with progress and a way to stop it. */
export function useTask(): TaskRunner {
  const announce = useAnnounce();
  const [task, setTask] = useState<Task | null>(null);
  const current = useRef<AbortController | null>(null);
  // Whoever leaves the screen wants no file any more; what is written already stays written.
  useEffect(() => () => current.current?.abort(), []);

  const run: TaskRunner["run"] = useCallback(
    async (text, total, work) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      const cancel = (): void => controller.abort();
      setTask({ text, done: 0, total, cancel });
      try {
        return await work({
          signal: controller.signal,
          progress: (done, of) =>
            setTask((now) =>
              now === null ? null : { ...now, done, total: of === undefined ? now.total : of },
            ),
        });
      } catch (error) {
        if (!controller.signal.aborted) announce.failed(error);
        return null;
      } finally {
        if (current.current === controller) {
          current.current = null;
          setTask(null);
        }
      }
    },
    [announce],
  );
  return { task, run };
}
