/** One thing wrong with one field: what it is and what would be allowed. */
export interface FieldFault {
  /** Path of the field, dots for nesting: `durationMinutes`, `groups.0.mutations.2.fields.note`. */
  readonly field: string;
  /** A sentence a person can act on; it never repeats the value that was given. */
  readonly message: string;
  /** What is allowed, when it can be said shortly: `1 to 1440 min`. */
  readonly allowed?: string;
  /** The message in every language of the product, where it is a module's own rule that says it. */
  readonly label?: { readonly en: string; readonly tr: string };
  /** What would do instead: values for fields of the record, each ready to be taken as it is. */
  readonly offers?: Record<string, string | null>[];
}

export interface ProblemDetails {
  /** Stable, snake_case; clients branch on it. Listed in docs/api.md. */
  readonly code: string;
  /** HTTP status that fits; 400 when none is said. */
  readonly status?: number;
  /** One sentence for a person: what went wrong and what to do. Ids only, never names or health data. */
  readonly message: string;
  readonly faults?: readonly FieldFault[];
  /** Further machine-readable facts (`retryAfterSeconds`, `conflictId`, …). */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * An expected failure: bad input, missing permission, a full disk. Everything that may go wrong in
 * ordinary use is one of these; any other error is a defect.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly faults: readonly FieldFault[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(details: ProblemDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "Problem";
    this.code = details.code;
    this.status = details.status ?? 400;
    this.faults = details.faults ?? [];
    this.extra = details.extra ?? {};
  }
}

/** Whether an unknown thrown value is an expected failure. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}
