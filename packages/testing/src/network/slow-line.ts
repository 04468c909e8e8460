import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** What is wrong with a line between a device and the hub. */
export interface LineFaults {
  /** Bytes a second, each way and for all connections together. Default: as fast as it goes. */
  readonly rate_bytes?: number;
  /** What comes from the hub is handed on in whole buffers of that size; the rest when nothing follows. */
  readonly buffer_bytes?: number;
  /** How long each part is under way. */
  readonly delay_ms?: number;
  /** Every connection is cut when that much has come through it from the hub. */
  readonly cutEvery_bytes?: number;
}

export interface SlowLine {
  readonly url: string;
  /** Bytes that reached the device, and those that it sent. */
  readonly fromHub: number;
  readonly fromDevice: number;
  readonly cuts: number;
  close(): Promise<void>;
}

/** What is in a buffer that does not fill goes on after this time without more. */
const FLUSH_ms = 300;

/** Opens a line with these faults before a hub on this machine. */
export async function openSlowLine(hubPort: number, faults: LineFaults): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const books = { fromHub: 0, fromDevice: 0, cuts: 0 };
  const down = new Lane(faults);
  const up = new Lane(faults);
  const server = createServer((device) => {
    const hub = connect(hubPort, "127.0.0.1");
    let passed = 0;
    let isCut = false;
    for (const socket of [device, hub]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    const cut = (): void => {
      device.destroy();
      hub.destroy();
    };
    device.on("close", () => hub.destroy());
    let sent = Promise.resolve();
    device.on("data", (bytes: Buffer) => {
      books.fromDevice += bytes.length;
      sent = up.carry(bytes.length, sent, () => void hub.write(bytes));
    });
    const out = new Buffered(faults.buffer_bytes ?? 0, (bytes) => {
      const left = (faults.cutEvery_bytes ?? Infinity) - passed;
      const part = bytes.subarray(0, Math.max(0, left));
      passed += part.length;
      books.fromHub += part.length;
      if (!device.destroyed) device.write(part);
      if (part.length === bytes.length || isCut) return;
      isCut = true;
      books.cuts += 1;
      // What was written must reach the device before the end does.
      device.end(() => cut());
    });
    let last = Promise.resolve();
    hub.on("data", (bytes: Buffer) => {
      // The hub must not be asked for more than the line has room for.
      hub.pause();
      for (const part of parts(bytes)) last = down.carry(part.length, last, () => out.take(part));
      void last.then(() => void hub.resume());
    });
    const ended = (): void => {
      out.flush();
      device.end();
    };
    hub.on("close", () => void last.then(ended));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    get fromHub() {
      return books.fromHub;
    },
    get fromDevice() {
      return books.fromDevice;
    },
    get cuts() {
      return books.cuts;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One direction of the line: what is carried waits for what was before it. */
class Lane {
  readonly #ms_per_byte: number;
  readonly #delay_ms: number;
  #free_ms = 0;

  constructor({ rate_bytes = Infinity, delay_ms = 0 }: LineFaults) {
    this.#ms_per_byte = 1_000 / rate_bytes;
    this.#delay_ms = delay_ms;
  }

  /** Hands on when the line has carried that much, and what came before is handed on. */
  carry(bytes: number, before: Promise<void>, hand: () => void): Promise<void> {
    const now = performance.now();
    this.#free_ms = Math.max(now, this.#free_ms) + bytes * this.#ms_per_byte;
    const wait_ms = this.#free_ms - now + this.#delay_ms;
    const arrived = new Promise<void>((resolve) => setTimeout(resolve, wait_ms));
    return Promise.all([before, arrived]).then(hand);
  }
}

/** A line carries little at a time. */
const PART_bytes = 1_024;

function parts(bytes: Buffer): Buffer[] {
  const count = Math.ceil(bytes.length / PART_bytes);
  return Array.from({ length: count }, (_, at) =>
    bytes.subarray(at * PART_bytes, (at + 1) * PART_bytes),
  );
}

/** Hands on whole buffers only, and the rest when nothing follows. */
class Buffered {
  readonly #size: number;
  readonly #hand: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;

  constructor(size: number, hand: (bytes: Buffer) => void) {
    this.#size = size;
    this.#hand = hand;
  }

  take(bytes: Buffer): void {
    clearTimeout(this.#timer);
    if (this.#size === 0) return this.#hand(bytes);
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= this.#size) {
      this.#hand(this.#held.subarray(0, this.#size));
      this.#held = this.#held.subarray(this.#size);
    }
    this.#timer = setTimeout(() => this.flush(), FLUSH_ms);
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#held.length > 0) this.#hand(this.#held);
    this.#held = Buffer.alloc(0);
  }
}
