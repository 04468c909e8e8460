/** How many of each a region of the demo has. */
export interface DemoStaff {
  readonly employees: number;
  readonly drivers: number;
  readonly vehicles: number;
}

/** A region of the demo, and whose names stand on its periods. */
export interface DemoRegion extends DemoStaff {
  readonly siteId: string;
  /** First letters of the employees' numbers, and the province's number on the plates. */
  readonly prefix: string;
  readonly plate: string;
  readonly clerkId: string;
  readonly managerId: string;
  readonly today: string;
  /** Of timesheets before the current month. */
  readonly months: number;
  /** Ids that are the same in every demo. */
  readonly idOf: (...key: readonly string[]) => string;
}
