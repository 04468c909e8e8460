import { setTimeout as delay } from "node:timers/promises";
import { serveCalls } from "../programs/serve-calls.ts";
import { signInAs } from "../load/push-load.ts";
import { Asker } from "./asker.ts";
import { ABUSERS, ATTACKS } from "./attacks.ts";

/** All abuse at once, from a process of its own. */
export interface AbuseCalls {
  /** `only`: one of them alone, by its name. */
  begin(options: { hubUrl: string; only: string | null }): Promise<void>;
  /** Ends it; how often each status was answered. */
  end(nothing: null): Promise<Readonly<Record<string, number>>>;
}

/** Who is refused does not come back at once, but soon. */
const BREATH_ms = 20;

let asker: Asker | null = null;
let going = new AbortController();

serveCalls<AbuseCalls>(
  {
    async begin({ hubUrl, only }) {
      const tokens: string[] = [];
      for (let at = 0; at < ABUSERS.count; at += 1) {
        tokens.push(await signInAs(hubUrl, ABUSERS.first + at));
      }
      const { ask } = (asker = new Asker(hubUrl, tokens));
      going = new AbortController();
      const { signal } = going;
      for (const { name, atOnce, once } of ATTACKS) {
        if (only !== null && name !== only) continue;
        const attacker = async (): Promise<void> => {
          while (!signal.aborted) {
            await once(ask);
            await delay(BREATH_ms);
          }
        };
        for (let at = 0; at < atOnce; at += 1) void attacker();
      }
    },
    async end() {
      going.abort();
      return asker?.counts() ?? {};
    },
  },
  async () => {
    going.abort();
  },
);
