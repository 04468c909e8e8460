/** The browser reads the file after the click has returned. */
const READ_WITHIN_MS = 60_000;

/** Hands a file to the person, as a download under that name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS);
}
