import { hash } from "node:crypto";
import type { Cell } from "./cells.ts";
import { HASH_bytes } from "./file-state.ts";

/**
 * Stands for a row's content: equal rows have equal hashes. `names` are the columns' names; they must
 * be in one order, whatever order the file has them in.
 */
export function rowHash(names: string, cells: readonly Cell[]): Buffer {
  const text = JSON.stringify(cells, (_key, cell: unknown) =>
    cell instanceof Uint8Array ? { bytes: Buffer.from(cell).toString("base64") } : cell,
  );
  return hash("sha256", names + text, "buffer").subarray(0, HASH_bytes);
}
