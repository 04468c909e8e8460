import { EventEmitter, once } from "node:events";
import type { Duplex } from "node:stream";
import type pg from "pg";

/** What of the driver's wire a COPY speaks to; its types leave out the half that copies in. */
interface CopyWire extends EventEmitter {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Rows are handed on in pieces of about this size. */
const PIECE_bytes = 128 * 1024;
/** The server is asked to wait when so many pieces have not been taken yet. */
const PIECES_AHEAD = 8;

/** Runs `copy … to stdout` and yields its text in pieces that end with a row. */
export async function* copyOut(client: pg.ClientBase, statement: string): AsyncGenerator<Buffer> {
  const reading = new CopyOut(statement);
  client.query(reading);
  for (;;) {
    const piece = await reading.next();
    if (piece === null) return;
    yield piece;
  }
}

/** Runs `copy … from stdin` with the pieces; answers how many rows the server took. */
export async function copyIn(
  client: pg.ClientBase,
  statement: string,
  pieces: AsyncIterable<Buffer>,
): Promise<number> {
  const writing = new CopyIn(statement);
  client.query(writing);
  const wire = await writing.ready;
  try {
    for await (const piece of pieces) {
      if (writing.failed) break;
      wire.sendCopyFromChunk(piece);
      if (wire.stream.writableNeedDrain)
        await Promise.race([once(wire.stream, "drain"), writing.over]);
    }
    wire.endCopyFrom();
  } catch (error) {
    wire.sendCopyFail("the backup cannot be read");
    await writing.over.catch(() => undefined);
    throw error;
  }
  return writing.over;
}

class CopyOut extends EventEmitter {
  readonly #statement: string;
  #wire: CopyWire | null = null;
  #gathered: Buffer[] = [];
  #size = 0;
  #pieces: Buffer[] = [];
  #ended = false;
  #failure: Error | null = null;

  constructor(statement: string) {
    super();
    this.#statement = statement;
  }

  submit = (connection: EventEmitter): void => {
    this.#wire = connection as CopyWire;
    this.#wire.query(this.#statement);
  };

  async next(): Promise<Buffer | null> {
    while (this.#pieces.length === 0 && !this.#ended) await once(this, "more");
    if (this.#failure !== null) throw this.#failure;
    const piece = this.#pieces.shift() ?? null;
    if (this.#pieces.length < PIECES_AHEAD) this.#wire?.stream.resume();
    return piece;
  }

  /** One row of the table. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // the driver reuses its buffer
    this.#gathered.push(Buffer.from(chunk));
    this.#size += chunk.length;
    if (this.#size >= PIECE_bytes) this.#flush();
  }

  handleCommandComplete(): void {
    this.#flush();
  }

  handleReadyForQuery(): void {
    this.#end(null);
  }

  handleError(error: Error): void {
    this.#end(error);
  }

  #flush(): void {
    if (this.#size === 0) return;
    this.#pieces.push(Buffer.concat(this.#gathered));
    this.#gathered = [];
    this.#size = 0;
    if (this.#pieces.length >= PIECES_AHEAD) this.#wire?.stream.pause();
    this.emit("more");
  }

  #end(failure: Error | null): void {
    this.#failure ??= failure;
    this.#ended = true;
    this.#wire?.stream.resume();
    this.emit("more");
  }
}

class CopyIn {
  readonly #statement: string;
  readonly #ready = Promise.withResolvers<CopyWire>();
  readonly #over = Promise.withResolvers<number>();
  #wire: CopyWire | null = null;
  #rows = 0;
  failed = false;

  constructor(statement: string) {
    this.#statement = statement;
    // whoever waits hears of it by `over`
    this.#ready.promise.catch(() => undefined);
    this.#over.promise.catch(() => undefined);
  }

  get ready(): Promise<CopyWire> {
    return this.#ready.promise;
  }

  get over(): Promise<number> {
    return this.#over.promise;
  }

  submit = (connection: EventEmitter): void => {
    this.#wire = connection as CopyWire;
    this.#wire.query(this.#statement);
  };

  handleCopyInResponse(): void {
    if (this.#wire !== null) this.#ready.resolve(this.#wire);
  }

  /** `COPY 1234` */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = Number(text.split(" ").at(-1));
  }

  handleReadyForQuery(): void {
    this.#over.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.failed = true;
    this.#ready.reject(error);
    this.#over.reject(error);
  }
}
