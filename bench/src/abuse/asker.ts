import { Agent, request } from "node:http";

/** Requests of strangers and of people who abuse their account; what becomes of them is counted. */
export interface Ask {
  readonly hub: string;
  readonly stranger: (method: string, path: string, body?: string) => Promise<void>;
  readonly abuser: (method: string, path: string, body?: string) => Promise<void>;
}

const ADDRESSES = 250;

/** Answers by what they said: `sign-in 401`, `list 429`. */
export class Asker {
  readonly #hub: string;
  readonly #tokens: readonly string[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 200 });
  readonly #counts = new Map<string, number>();

  constructor(hub: string, tokens: readonly string[]) {
    this.#hub = hub;
    this.#tokens = tokens;
  }

  get ask(): Ask {
    return {
      hub: this.#hub,
      stranger: (method, path, body) => this.#send(method, path, body, {}),
      abuser: (method, path, body) => {
        const token = this.#tokens[Math.floor(Math.random() * this.#tokens.length)] ?? "";
        return this.#send(method, path, body, { authorization: `Bearer ${token}` });
      },
    };
  }

  /** How often each status was answered; `cut`: none. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted());
  }

  #send(
    method: string,
    path: string,
    body: string | undefined,
    own: Readonly<Record<string, string>>,
  ): Promise<void> {
    const count = (what: string): void =>
      void this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    return new Promise((resolve) => {
      const headers = {
        "content-type": "application/json",
        // strangers come from all over the world
        "x-forwarded-for": `203.0.113.${Math.floor(Math.random() * ADDRESSES)}`,
        ...own,
      };
      const asked = request(this.#hub + path, { method, headers, agent: this.#agent }, (answer) => {
        answer.resume();
        answer.on("error", () => undefined);
        answer.on("close", () => {
          count(String(answer.statusCode));
          resolve();
        });
      });
      asked.on("error", () => {
        count("cut");
        resolve();
      });
      asked.end(body);
    });
  }
}
