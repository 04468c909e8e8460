import type { ArrayType, ArrayValue } from "../database/binary-array.ts";
import { binaryArray } from "../database/binary-array.ts";

/** Collects the parameters of a generated statement; each is answered by its placeholder with its cast. */
export class Parameters {
  readonly values: (string | Buffer)[] = [];

  add(value: string, type: string): string {
    return this.#placeholder(value, type);
  }

  array(type: ArrayType, values: readonly ArrayValue[]): string {
    return this.#placeholder(binaryArray(type, values), `${type}[]`);
  }

  #placeholder(value: string | Buffer, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
