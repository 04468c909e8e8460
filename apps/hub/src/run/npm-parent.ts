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
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_ms);
  timer.unref();
  return () => clearInterval(timer);
}
