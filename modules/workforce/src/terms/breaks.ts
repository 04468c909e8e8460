/** A break that is due when somebody is present for up to so many minutes; null: however long. */
// A type, not an interface: only that is assignable to the plain JSON that the record holds.
export type BreakBand = {
  readonly upToMinutes: number | null;
  readonly breakMinutes: number;
};

/** The statutory breaks: 15 min up to 4 h, 30 up to 7.5 h, 60 above, and by common practice 90 above 11 h. */
export const STATUTORY_BREAKS: readonly BreakBand[] = [
  { upToMinutes: 240, breakMinutes: 15 },
  { upToMinutes: 450, breakMinutes: 30 },
  { upToMinutes: 660, breakMinutes: 60 },
  { upToMinutes: null, breakMinutes: 90 },
];

/** Minutes of break that are due for so many minutes of presence; never more than the presence. */
export function breakDue(bands: readonly BreakBand[], presentMinutes: number): number {
  const band = bands.find(
    ({ upToMinutes }) => upToMinutes === null || presentMinutes <= upToMinutes,
  );
  return Math.min(band?.breakMinutes ?? 0, presentMinutes);
}
