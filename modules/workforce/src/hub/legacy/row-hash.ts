import { hash } from "node:crypto";
import type { Cell } from "./cells.ts";

export const HASH_bytes = 8;

/**
 * Stands for a row's content: equal rows have equal hashes. `names` are the columns' names; they must
 * be in one order, whatever order the file has them in. A text of one character a byte, because
 * texts go from thread to thread at a fraction of what as many arrays of bytes would cost.
 */
export function rowHash(names: string, cells: readonly Cell[]): string {
  const text = cells.some(isBinary) ? JSON.stringify(cells, withBytes) : JSON.stringify(cells);
  return hash("sha256", names + text, "latin1").slice(0, HASH_bytes);
}

/** Writes a row's hash into the state's hashes. */
export function setHash(hashes: Uint8Array, index: number, rowsHash: string): void {
  const from = index * HASH_bytes;
  for (let at = 0; at < HASH_bytes; at++) hashes[from + at] = rowsHash.charCodeAt(at);
}

/** Whether the state has this hash at that row. */
export function hasHash(hashes: Uint8Array, index: number, rowsHash: string): boolean {
  const from = index * HASH_bytes;
  for (let at = 0; at < HASH_bytes; at++) {
    if (hashes[from + at] !== rowsHash.charCodeAt(at)) return false;
  }
  return true;
}

function isBinary(cell: Cell): boolean {
  return cell instanceof Uint8Array;
}

function withBytes(_key: string, cell: unknown): unknown {
  return cell instanceof Uint8Array ? { bytes: Buffer.from(cell).toString("base64") } : cell;
}
