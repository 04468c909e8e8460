import type { WrappedKey } from "./wrap-key.ts";

/** One person's database on this device, and the key to it. */
export interface KnownDatabase {
  /** File name; random, so that it names nobody. */
  readonly name: string;
  readonly personId: string;
  /** As the hub writes it: lower case. */
  readonly username: string;
  readonly displayName: string;
  readonly key: WrappedKey;
  /** What the hub tells this device by from strangers who guess; it opens nothing. */
  readonly deviceToken?: string;
}

const DATABASE = "healthops-device";
const STORE = "databases";

/** Who has data on this device, in IndexedDB: names and sealed keys, nothing else. */
export class KeyStore {
  #opened: Promise<IDBDatabase> | null = null;

  async all(): Promise<readonly KnownDatabase[]> {
    return this.#run<KnownDatabase[]>("readonly", (store) => store.getAll());
  }

  async ofUser(username: string): Promise<KnownDatabase | null> {
    return (await this.all()).find((known) => known.username === username) ?? null;
  }

  /** Adds or replaces; durable once it resolves. */
  async put(known: KnownDatabase): Promise<void> {
    await this.#run("readwrite", (store) => store.put(known));
  }

  async remove(name: string): Promise<void> {
    await this.#run("readwrite", (store) => store.delete(name));
  }

  async #run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    const transaction = (await (this.#opened ??= open())).transaction(STORE, mode, {
      durability: "strict",
    });
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () =>
        reject(transaction.error ?? new Error("the transaction ended")),
      );
    });
    const request = work(transaction.objectStore(STORE));
    await done;
    return request.result as T;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(STORE, { keyPath: "name" });
  });
  return resultOf(request);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("IndexedDB cannot be opened")),
    );
  });
}
