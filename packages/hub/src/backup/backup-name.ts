const NAME = /^healthops-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z\.backup$/;

/** The file name of a backup that was taken at a time (ISO, UTC): names sort by age. */
export function backupName(takenAt: string): string {
  return `healthops-${takenAt.replaceAll(/[:.]/g, "")}.backup`;
}

/** When a backup was taken, as ISO text, by its file name; null for other files. */
export function takenAtOf(name: string): string | null {
  const found = NAME.exec(name);
  if (found === null) return null;
  const [, day, hour, minute, second, ms] = found;
  const text = `${day}T${hour}:${minute}:${second}.${ms}Z`;
  return Number.isNaN(Date.parse(text)) ? null : text;
}
