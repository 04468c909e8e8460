/** A broken promise inside the program: a defect, never bad input. */
export class AssertionFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AssertionFailed";
  }
}

/** States what must be true here; throws {@link AssertionFailed} when it is not. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** The value, asserted to be there. */
export function present<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message);
  return value;
}

/** For the end of a switch over a union: the compiler proves that it is never reached. */
export function unreachable(value: never, message: string): never {
  throw new AssertionFailed(`${message}: ${String(value)}`);
}
