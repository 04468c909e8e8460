import { Problem } from "@healthops/base/problem";
import type { Positions } from "@healthops/protocol/wire/pull";

export interface Behind {
  /** The number that the hub expects of this device next. */
  readonly expected: number;
  /** Up to this time hub and device have everything in common; what is newer was changed since. */
  readonly since_us: number;
  /** Scopes that the device must read anew, and the position up to which both agree [LIN3]. */
  readonly rewound: Positions;
}

/** The hub goes on from a copy that lacks something this device knows [LIN4]. */
export function hubBehind({ expected, since_us, rewound }: Behind): Problem {
  return new Problem({
    code: "hub_behind",
    status: 409,
    message:
      "The hub went on from a copy of its database that lacks the newest changes. This device takes its state over and sends again what the hub lost.",
    extra: { expected, since_us, rewound },
  });
}

/** The hub's database is another one than the device last heard of: it must pull before it pushes. */
export function lineChanged(expected: number): Problem {
  return new Problem({
    code: "line_changed",
    status: 409,
    message:
      "The hub goes on from a copy of its database. This device looks what it has, then sends.",
    extra: { expected },
  });
}
