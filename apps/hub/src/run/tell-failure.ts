import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";

/**
 * What is printed when a program ends by an error: the Problem's sentence, or that it is a defect.
 * `debug` adds the stack trace.
 */
export function failureText(error: unknown, debug: boolean): string {
  const details = debug && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  if (isProblem(error)) return `${[error.message, ...furtherFaults(error)].join("\n")}${details}\n`;
  const message = error instanceof Error ? error.message : String(error);
  const hint = debug ? "" : " Run it again with HEALTHOPS_DEBUG=1 to see where.";
  return `This should not have happened: ${message}.${hint}${details}\n`;
}

/** What else is wrong, beyond the faults that the sentence speaks of. */
function furtherFaults({ message, faults }: Problem): readonly string[] {
  return faults
    .filter((fault) => !message.includes(fault.message))
    .map(({ field, message: text, allowed }) =>
      allowed === undefined ? `${field}: ${text}` : `${field}: ${text} Allowed: ${allowed}.`,
    );
}
