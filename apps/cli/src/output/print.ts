/** Writes a result for machines: one JSON value on standard output, and nothing else there. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a result for people. */
export function printText(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Writes what accompanies a result (progress, hints) where it does not disturb it. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
