import { SeededRandom } from "../random/seeded-random.ts";
import type { WayBack } from "./hub-past.ts";
import { WAYS_BACK } from "./hub-past.ts";
import type { Fate } from "../network/faulty-network.ts";

/** What a person may do on a device; which record and which values, the operation's own `draw` says. */
export const ACTS = {
  createCard: 1.5,
  editCard: 12,
  countCard: 4,
  moveCard: 4,
  deleteCard: 2,
  restoreCard: 1.5,
  createTwins: 2,
  changeTwins: 5,
  deleteTwins: 0.5,
  mixedGroup: 1.5,
  resolveConflict: 4,
  settleRejected: 2,
} as const;
export type Act = keyof typeof ACTS;

/**
 * One step of a simulation. Nothing in it refers to another step by number, so that any of them can be
 * left out: what `draw` picks is picked among what there is at that moment.
 */
export type Operation =
  | { readonly kind: "act"; readonly device: number; readonly act: Act; readonly draw: number }
  | { readonly kind: "sync"; readonly device: number }
  | { readonly kind: "deliver"; readonly fate: Fate; readonly draw: number }
  | { readonly kind: "deliverTogether"; readonly count: number; readonly draw: number }
  /** A request is held up at a statement of its transaction until another one was handled. */
  | { readonly kind: "interleave"; readonly after: number; readonly draw: number }
  /** The device's process ends after so many more database statements. */
  | { readonly kind: "killDevice"; readonly device: number; readonly after: number }
  /** The hub's process ends after so many more database statements. */
  | { readonly kind: "killHub"; readonly after: number }
  /** The hub loses a database connection, and lives on. */
  | { readonly kind: "cutDatabase"; readonly after: number }
  | { readonly kind: "skewClock"; readonly device: number; readonly by_ms: number }
  | { readonly kind: "passTime"; readonly by_ms: number }
  /** The device's database is copied to another device, and both live on [PSH4]. */
  | { readonly kind: "copyDevice"; readonly device: number }
  /** The device's database is kept aside, as a backup does. */
  | { readonly kind: "keepDevice"; readonly device: number }
  /** What was kept last is put in the place of the device's database, which is gone. */
  | { readonly kind: "restoreDevice"; readonly device: number }
  /** The hub's database is copied, as a standby or a backup does. */
  | { readonly kind: "keepHub" }
  /** One of those copies is what the hub goes on with; what came after it is gone [LIN]. */
  | { readonly kind: "hubGoesBack"; readonly way: WayBack; readonly draw: number }
  /** An administrator moves a person to another site, or to another role. */
  | { readonly kind: "movePerson"; readonly draw: number }
  /** A person changes a card through the hub's API, past all devices. */
  | { readonly kind: "editOnHub"; readonly draw: number };

const KINDS: Readonly<Record<Operation["kind"], number>> = {
  act: 36,
  sync: 12,
  deliver: 44,
  deliverTogether: 4,
  interleave: 6,
  killDevice: 1,
  killHub: 0.4,
  cutDatabase: 0.4,
  skewClock: 0.5,
  passTime: 1.5,
  movePerson: 1,
  editOnHub: 2,
  copyDevice: 1,
  keepDevice: 1,
  restoreDevice: 1,
  keepHub: 0.6,
  hubGoesBack: 0.5,
};

const FATES: Readonly<Record<Fate, number>> = { arrives: 86, lost: 6, repeated: 4, late: 4 };

const DAY_ms = 86_400_000;

/** The operations of a seed. */
export function operationsOf(seed: number, steps: number, devices: number): readonly Operation[] {
  const random = new SeededRandom(seed, 1);
  return Array.from({ length: steps }, () => operation(random, devices));
}

function operation(random: SeededRandom, devices: number): Operation {
  const kind = random.weighted(KINDS);
  const device = random.integer(0, devices - 1);
  const draw = random.seed();
  switch (kind) {
    case "act":
      return { kind, device, act: random.weighted(ACTS), draw };
    case "sync":
    case "copyDevice":
    case "keepDevice":
    case "restoreDevice":
      return { kind, device };
    case "keepHub":
      return { kind };
    case "hubGoesBack":
      return { kind, way: random.pick(WAYS_BACK), draw };
    case "deliver":
      return { kind, fate: random.weighted(FATES), draw };
    case "deliverTogether":
      return { kind, count: random.integer(2, 6), draw };
    case "interleave":
      return { kind, after: random.integer(2, 8), draw };
    case "killDevice":
      return { kind, device, after: random.integer(0, 40) };
    case "killHub":
    case "cutDatabase":
      return { kind, after: random.integer(1, 14) };
    case "skewClock":
      return { kind, device, by_ms: random.integer(-30, 30) * DAY_ms };
    case "passTime":
      return { kind, by_ms: 10 ** random.integer(1, 6) };
    case "movePerson":
    case "editOnHub":
      return { kind, draw };
  }
}
