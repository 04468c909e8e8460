import type { IdlePhase, IdleRules, IdleState, Moment } from "./idle-clock.ts";
import { afterInput, afterInputElsewhere, beginIdle, look } from "./idle-clock.ts";

const CHANNEL = "healthops-activity";
const LOOK_MS = 1_000;
/** After a sleep: time for what other windows said meanwhile to arrive. */
const LOOK_AGAIN_MS = 300;
/** Other windows need to know of input, not of each move. */
const TELL_MS = 1_000;

const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
const RETURNS = ["focus", "pageshow"] as const;

/** Watches for input in this window and hears of it in others; tells when the phase changes. */
export class IdleWatch {
  readonly #told: (phase: IdlePhase) => void;
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly #over = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #rules: IdleRules;
  #state: IdleState = beginIdle(moment());
  #phase: IdlePhase = { kind: "active" };
  #lastTold_ms = 0;

  constructor(rules: IdleRules, told: (phase: IdlePhase) => void) {
    this.#rules = rules;
    this.#told = told;
    this.#channel.addEventListener("message", () => {
      this.#state = afterInputElsewhere(this.#state, moment());
      this.#look();
    });
    const { signal } = this.#over;
    for (const type of INPUTS) {
      window.addEventListener(type, (event) => this.#input(event), {
        capture: true,
        passive: true,
        signal,
      });
    }
    for (const type of RETURNS) window.addEventListener(type, () => this.#look(), { signal });
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Other rules from now on. */
  follow(rules: IdleRules): void {
    this.#rules = rules;
    this.#look();
  }

  /** Somebody says that they are here; the only thing that ends a warning. */
  stay(): void {
    this.#state = afterInput(this.#state, moment(), this.#rules);
    this.#tellOthers();
    this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#over.abort();
    this.#channel.close();
  }

  #input(event: Event): void {
    if (this.#phase.kind !== "active" || !isReal(event)) return;
    this.#state = afterInput(this.#state, moment(), this.#rules);
    if (performance.now() - this.#lastTold_ms > TELL_MS) this.#tellOthers();
  }

  #tellOthers(): void {
    this.#lastTold_ms = performance.now();
    // A channel reaches windows of its own origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#channel.postMessage("active");
  }

  #look(): void {
    const [state, phase] = look(this.#state, moment(), this.#rules);
    this.#state = state;
    if (phase.kind === "unsure") setTimeout(() => this.#look(), LOOK_AGAIN_MS);
    if (JSON.stringify(phase) === JSON.stringify(this.#phase)) return;
    this.#phase = phase;
    if (!this.#over.signal.aborted) this.#told(phase);
  }
}

/** Browsers also report moves when something moves under a pointer that rests. */
function isReal(event: Event): boolean {
  if (event.type !== "pointermove" || !(event instanceof PointerEvent)) return true;
  return event.movementX !== 0 || event.movementY !== 0;
}

function moment(): Moment {
  return { wall_ms: Date.now(), steady_ms: performance.now() };
}
