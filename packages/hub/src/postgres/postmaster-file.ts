/** What PostgreSQL writes into `postmaster.pid` while it runs. */
export interface PostmasterFile {
  readonly pid: number;
  /** The data folder as the server was told at its start. */
  readonly folder: string;
  /** Absent in the first moments of a start. */
  readonly port: number | null;
  /** `starting`, `ready`, `stopping`, …; null until the server has written it. */
  readonly status: string | null;
}

/** Reads the text of a `postmaster.pid`; null when it is empty or cut short. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = wholeNumber(lines[0]);
  const folder = lines[1] ?? "";
  if (pid === null || folder === "") return null;
  const status = lines[7] ?? "";
  return { pid, folder, port: wholeNumber(lines[3]), status: status === "" ? null : status };
}

function wholeNumber(text: string | undefined): number | null {
  if (text === undefined || !/^[1-9][0-9]*$/.test(text)) return null;
  return Number(text);
}
