/** What a window tells its worker about itself, beside the calls of its screens. */
export type LifeEvent =
  | "sleep"
  | "awake"
  /** The browser says that its network came or went: time to see whether the hub is there. */
  | "network";

const EVENTS: readonly string[] = ["sleep", "awake", "network"] satisfies readonly LifeEvent[];

export interface LifeMessage {
  readonly kind: "life";
  readonly event: LifeEvent;
}

/** The event in a message; null when the message is something else. */
export function lifeEventOf(message: unknown): LifeEvent | null {
  const { kind, event } = (message ?? {}) as Partial<LifeMessage>;
  return kind === "life" && EVENTS.includes(String(event)) ? (event as LifeEvent) : null;
}
