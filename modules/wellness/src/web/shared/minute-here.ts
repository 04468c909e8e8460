/** Minute of the day where the device is, 0 to 1439. */
export function minuteHere(): number {
  const now = new Date();
  return now.getHours() * 60 + now.getMinutes();
}
