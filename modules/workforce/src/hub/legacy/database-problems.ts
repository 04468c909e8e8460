import { Problem } from "@healthops/base/problem";

/** A file that is refused as a whole, told in words; nothing was changed by it. */
export function databaseProblem(code: string, message: string): Problem {
  return new Problem({ code, status: 422, message: `${message} Nothing was changed.` });
}

/** What SQLite's own error means to the person who sent the file. */
export function sqliteProblem(error: unknown, what: string): Problem {
  const text = error instanceof Error ? error.message : "";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_OUT_OF_RANGE") {
    return databaseProblem(
      "number_too_large",
      `${what} holds a number beyond 9007199254740991, which no program counts up to.`,
    );
  }
  if (/too big/i.test(text)) {
    return databaseProblem("value_too_large", `${what} holds a value of more than a megabyte.`);
  }
  if (/encrypted|not a database/i.test(text)) {
    return databaseProblem(
      "not_a_database",
      "The file cannot be read as a SQLite database: it is damaged or encrypted.",
    );
  }
  return databaseProblem(
    "damaged_database",
    `${what} cannot be read: the file is damaged. Restore the program's last backup, or download the merged data.`,
  );
}
