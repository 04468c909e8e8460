import type { Content } from "@healthops/schema/record";

const PREFIX = "healthops.draft.";

/** Name of the draft of a form: one for each record, one for new records of a collection. */
export function draftKey(collection: string, id: string | null): string {
  return `${PREFIX}${collection}.${id ?? "new"}`;
}

/** What was entered and not saved in this window; null when there is nothing. */
export function readDraft(key: string): Content | null {
  const stored = sessionStorage.getItem(key);
  if (stored === null) return null;
  try {
    return JSON.parse(stored) as Content;
  } catch {
    return null;
  }
}

/** Keeps what is entered until it is saved or given up; it lives as long as the window. */
export function keepDraft(key: string, values: Content): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // A full session storage costs the draft, never the form.
  }
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(key);
}

/** Forgets every draft of this window: when somebody signs out. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
