/** Working days of annual leave from so many completed years of service on. */
// A type, not an interface: only that is assignable to the plain JSON that the record holds.
export type LeaveBand = {
  readonly fromYears: number;
  readonly days: number;
};

/** 14 days for 1 to 5 years, 20 for more than 5 and less than 15, 26 from 15 on. */
export const STATUTORY_LEAVE: readonly LeaveBand[] = [
  { fromYears: 1, days: 14 },
  { fromYears: 6, days: 20 },
  { fromYears: 15, days: 26 },
];
