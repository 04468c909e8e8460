import type { Agent } from "node:http";
import { request } from "node:http";
import type { Socket } from "node:net";
import { connect } from "node:net";
import type { Nonsense } from "./nonsense.ts";

/** Longer than anything here takes; counted by the machine, not by the hub's hurried clock. */
const ANSWER_ms = 30_000;

export interface Heard {
  /** Null: the connection ended without an answer. */
  readonly status: number | null;
  readonly text: string;
}

/** Sends a request with exactly these headers and bytes; hears its answer. */
export function send(
  hub: string,
  { method, path, headers, body }: Nonsense,
  agent: Agent,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const length = bytes.length === 0 ? {} : { "content-length": String(bytes.length) };
    const asked = request(
      hub + path,
      { method, agent, headers: { ...length, ...headers }, signal: AbortSignal.timeout(ANSWER_ms) },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
        answer.on("end", () => resolve({ status: answer.statusCode ?? null, text }));
        answer.on("error", reject);
      },
    );
    asked.on("error", (error: NodeJS.ErrnoException) => {
      if (error.name === "AbortError") reject(error);
      else resolve({ status: null, text: String(error.code) });
    });
    asked.end(bytes);
  });
}

/** Who leaves in the middle, and who stays in the middle. */
export class Halves {
  readonly #port: number;
  readonly #staying = new Map<Socket, string>();

  constructor(hub: string) {
    this.#port = Number(new URL(hub).port);
  }

  /** Announces a body, sends some of it and tears the line. */
  leave(method: string, path: string, headers: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(this.#port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
      socket.write(halfOf(method, path, headers), () => socket.destroy());
    });
  }

  /** Announces a body, sends some of it and says no more. */
  stay(method: string, path: string, headers: string): void {
    const socket = connect(this.#port, "127.0.0.1");
    this.#staying.set(socket, "");
    socket.on("data", (data) =>
      this.#staying.set(socket, `${this.#staying.get(socket)}${data.toString()}`),
    );
    socket.on("error", () => undefined);
    socket.write(halfOf(method, path, headers));
  }

  /** Hangs up on the hub where it has not; answers what those who stayed were told. */
  async end(): Promise<readonly string[]> {
    const closed = [...this.#staying.keys()].map((socket) => {
      if (socket.closed) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.once("close", () => resolve());
      socket.destroy();
      return promise;
    });
    await Promise.all(closed);
    return [...this.#staying.values()];
  }
}

function halfOf(method: string, path: string, headers: string): string {
  const type = "content-type: application/json\r\ncontent-length: 4000000";
  return `${method} ${path} HTTP/1.1\r\nhost: hub\r\n${type}\r\n${headers}\r\n\r\n{"a":`;
}
