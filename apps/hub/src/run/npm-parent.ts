import { setTimeout as delay } from "node:timers/promises";

const LOOK_ms = 250;

/**
 * npm starts scripts in a shell, which dies of a signal without passing it on: the hub would live on
 * unseen, its port taken. So where npm has started us, the end of that shell is the wish to end; and so
 * is that of a supervisor, which cannot start us again.
 * Returns the way to stop looking.
 */
export function whenNpmIsGone(
  environment: Readonly<Record<string, string | undefined>>,
  onGone: () => void,
): () => void {
  const { npm_lifecycle_event: npm, HEALTHOPS_SUPERVISED: supervised } = environment;
  if (npm === undefined && supervised === undefined) return () => undefined;
  const parent = process.ppid;
  const looking = new AbortController();
  void whenChanged(parent, looking.signal).then((gone) => gone && onGone());
  return () => looking.abort();
}

/** Whether it is another process that has started us now; false: nobody looks any more. */
async function whenChanged(parent: number, looking: AbortSignal): Promise<boolean> {
  while (process.ppid === parent) {
    await delay(LOOK_ms, undefined, { ref: false, signal: looking }).catch(() => undefined);
    if (looking.aborted) return false;
  }
  return true;
}
