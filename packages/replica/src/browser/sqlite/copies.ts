/** Copies of databases, kept before all of their records are replaced. */
export interface DatabaseCopies {
  /**
   * Copies a database that is in a transaction of this window which wrote nothing; older copies go,
   * except one. Throws when there is no room, and then nothing is left of it.
   */
  keep(name: string, now: Date, except: string | null): Promise<void>;
  /** A database's copies, newest first. */
  list(name: string): Promise<readonly string[]>;
  /** Has the next window that opens the database put this copy in its place. */
  choose(name: string, copy: string): Promise<void>;
  /**
   * Puts the chosen copy in the place of the database, which nobody has open, and has `finish` work on
   * it; does nothing when none was chosen. Cut off at any point, it begins again with the next call.
   * Throws when somebody still has the database open.
   */
  putBack(name: string, finish: () => Promise<void>): Promise<void>;
}

/** Copies that stay; an older one goes when another is made. */
export const COPIES_KEPT = 2;

const MARK = ".before-";
const CHOSEN = ".chosen";

export function copyName(name: string, now: Date): string {
  return `${name}${MARK}${now.toISOString().replaceAll(/[:.]/g, "-")}`;
}

/** When a copy was made; null for a name that is none. */
export function copyTime(copy: string): Date | null {
  const [, text = ""] = copy.split(MARK);
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(text);
  if (parts === null) return null;
  const [, day, hour, minute, second, ms] = parts;
  return new Date(`${day}T${hour}:${minute}:${second}.${ms}Z`);
}

export function isCopyOf(name: string, file: string): boolean {
  return file.startsWith(name + MARK);
}

/** The note that says which copy was chosen. */
export function chosenName(name: string): string {
  return name + CHOSEN;
}

/** The database that a file belongs to. */
export function databaseOf(file: string): string {
  return file.replace(/(?:-journal|-wal|\.chosen|\.before-[^/]*)$/, "");
}
