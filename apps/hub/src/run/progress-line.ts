/** Where progress is shown: standard error, as a rule. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Without a terminal a line comes at every quarter only. */
const STEP = 0.25;

/** Shows how far a long piece of work is: one line that is rewritten, or a few lines in a log. */
export function progressLine(output: ProgressOutput): (what: string, done: number) => void {
  let said = -1;
  return (what, done) => {
    const share = Math.min(1, Math.max(0, done));
    const text = `${what} … ${Math.floor(share * 100)} %`;
    if (output.isTTY === true) {
      output.write(`\r${text}${share === 1 ? "\n" : ""}`);
      return;
    }
    const step = Math.floor(share / STEP);
    if (step === said) return;
    said = step;
    output.write(`${text}\n`);
  };
}
