/** Collects the parameters of a generated statement; `add` answers the placeholder with its cast. */
export class Parameters {
  readonly values: string[] = [];

  add(value: string, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
