import { present } from "@healthops/base/assert";

/** How a request fares when it is delivered; an answer either arrives or, with any other fate, is lost. */
export type Fate =
  /** It arrives. */
  | "arrives"
  /** It is lost; the caller learns that the connection broke. */
  | "lost"
  /** It arrives, and a copy stays on the way and arrives again some time. */
  | "repeated"
  /** The caller gives up on it, but it stays on the way and arrives some time. */
  | "late";

/** A call that a caller waits for: first its request is on the way, then its answer. */
interface Message {
  readonly caller: number;
  readonly send: () => Promise<unknown>;
  /** Undefined while the request is on the way. */
  answer?: { readonly value: unknown } | { readonly error: unknown };
  /** Null when nobody waits any more: a copy, or a caller that gave up. */
  waiting: Waiting | null;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * A network under somebody's full control: every request and every answer lies here until it is
 * delivered, in any order, or lost, repeated, cut off. Messages are copied as JSON on the way, as on a
 * real one.
 */
export class FaultyNetwork {
  readonly #messages: Message[] = [];
  /** Requests that have arrived and are not answered yet. */
  readonly #handled = new Set<Message>();
  readonly #broken: (what: "request" | "answer") => unknown;

  /** `broken` makes the error that a caller sees when its connection breaks, with what on the way. */
  constructor(broken: (what: "request" | "answer") => unknown) {
    this.#broken = broken;
  }

  /** Messages on the way, requests and answers. */
  get onTheWay(): number {
    return this.#messages.length;
  }

  /** Whether this caller waits for something. */
  isWaiting(caller: number): boolean {
    return this.#messages.some((message) => message.caller === caller && message.waiting !== null);
  }

  /** Puts a call on the way; `send` runs when (and as often as) its request arrives. */
  call<T>(caller: number, send: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { resolve: (value) => resolve(value as T), reject };
      this.#messages.push({ caller, send, waiting });
    });
  }

  /** The caller is gone: what it sent may still arrive, but no answer reaches it. */
  abandon(caller: number): void {
    for (const message of [...this.#messages, ...this.#handled]) {
      if (message.caller !== caller) continue;
      message.waiting = null;
      // What nobody waits for needs no way back.
      if (message.answer !== undefined) this.#remove(message);
    }
  }

  /** Delivers the message at `index` (counted in sending order); answers what it was. */
  async deliver(index: number, fate: Fate): Promise<"request" | "answer"> {
    const message = present(this.#messages[index], "there is such a message");
    const { answer } = message;
    if (answer === undefined) await this.#request(message, fate);
    else this.#answer(message, answer, fate);
    return answer === undefined ? "request" : "answer";
  }

  /** The requests that are on the way, as indexes for `deliver`. */
  requests(): number[] {
    return [...this.#messages.keys()].filter(
      (index) => this.#messages[index]?.answer === undefined,
    );
  }

  /** Delivers several messages at the same time. */
  async deliverTogether(indexes: readonly number[]): Promise<void> {
    const messages = indexes.map((index) =>
      present(this.#messages[index], "there is such a message"),
    );
    await Promise.all(
      messages.map((message) => this.deliver(this.#messages.indexOf(message), "arrives")),
    );
  }

  async #request(message: Message, fate: Fate): Promise<void> {
    if (fate === "lost") {
      this.#remove(message);
      message.waiting?.reject(this.#broken("request"));
      return;
    }
    if (fate === "late") {
      message.waiting?.reject(this.#broken("request"));
      message.waiting = null;
      return;
    }
    if (fate === "repeated") this.#messages.push({ ...message, waiting: null });
    this.#remove(message);
    this.#handled.add(message);
    const answer = await message.send().then(
      (value) => ({
        value: value === undefined ? value : (JSON.parse(JSON.stringify(value)) as unknown),
      }),
      (error: unknown) => ({ error }),
    );
    this.#handled.delete(message);
    if (message.waiting !== null) this.#messages.push({ ...message, answer });
  }

  #answer(message: Message, answer: NonNullable<Message["answer"]>, fate: Fate): void {
    this.#remove(message);
    if (fate !== "arrives") message.waiting?.reject(this.#broken("answer"));
    else if ("error" in answer) message.waiting?.reject(answer.error);
    else message.waiting?.resolve(answer.value);
  }

  #remove(message: Message): void {
    const index = this.#messages.indexOf(message);
    if (index >= 0) this.#messages.splice(index, 1);
  }
}
