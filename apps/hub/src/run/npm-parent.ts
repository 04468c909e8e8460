const LOOK_ms = 250;

/**
 * npm starts scripts in a shell, which dies of a signal without passing it on: the hub would live on
 * unseen, its port taken. So where npm has started us, the end of that shell is the wish to end.
 * Returns the way to stop looking.
 */
export function whenNpmIsGone(
  environment: Readonly<Record<string, string | undefined>>,
  onGone: () => void,
): () => void {
  if (environment["npm_lifecycle_event"] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_ms);
  timer.unref();
  return () => clearInterval(timer);
}
