import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { exercisesOf } from "../world/exercises.ts";
import { PASSWORD, usernameOf } from "../world/people.ts";
import type { Ask } from "./asker.ts";
import { hold } from "./held-sockets.ts";

/** Somebody who does one thing again and again; resolves when it was done once more. */
export interface Attack {
  readonly name: string;
  /** How many do it at once. */
  readonly atOnce: number;
  readonly once: (ask: Ask) => Promise<void>;
}

/** People who abuse their own accounts; none of them is one of those who are measured. */
export const ABUSERS = { first: 150, count: 4 };

const ports = systemPorts();
const LIST = "/api/v1/wellness/exercises";

const deep = (depth: number): unknown =>
  depth === 0
    ? { field: "activity", op: "contains", value: "a" }
    : { any: [deep(depth - 1), { all: [deep(depth - 1)] }] };

const wide = (conditions: number): unknown => ({
  any: Array.from({ length: conditions }, (_, at) => ({
    field: "activity",
    op: "contains",
    value: `x${at}`,
  })),
});

const filtered = (filter: unknown): string =>
  `${LIST}?limit=1000&count=true&filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** Changes that nobody needs, of one new device. */
function pushOf(person: number, count: number): string {
  const groups = [...exercisesOf(person, count, Math.floor(Math.random() * 1e6))]
    .flat()
    .map(({ collection, op, fields }, at) => ({
      seq: at + 1,
      deviceTime_ms: 0,
      mutations: [{ collection, id: newId(ports), op, base: 0, fields }],
    }));
  return JSON.stringify({ ...device(), receivedThrough: 0, groups });
}

const device = () => ({
  protocol: PROTOCOL_VERSION,
  schema: "abuse",
  replicaId: newId(ports),
  epoch: null,
});

const MB = 1024 * 1024;
const wrong = () => ({ username: usernameOf(Math.floor(Math.random() * 200)), password: "wrong" });

export const ATTACKS: readonly Attack[] = [
  {
    name: "wrong sign-ins of strangers, at both doors",
    atOnce: 12,
    async once(ask) {
      await ask.stranger("POST", "/api/v1/auth/sign-in", JSON.stringify(wrong()));
      await ask.stranger("POST", "/api/token", JSON.stringify(wrong()));
    },
  },
  {
    name: "deep and wide filters, whole lists, words that fit all",
    atOnce: 12,
    async once(ask) {
      await ask.abuser("GET", filtered(deep(4)));
      await ask.abuser("GET", filtered(wide(50)));
      await ask.abuser("GET", `${LIST}?limit=1000&count=true&q=a&sort=note,-activity`);
    },
  },
  {
    name: "filters of a thousand conditions",
    atOnce: 4,
    async once(ask) {
      const where = Array.from({ length: 300 }, (_, at) => `where=note:contains:${at}`);
      await ask.abuser("GET", `${LIST}?${where.join("&")}`);
      await ask.abuser("GET", filtered(wide(150)));
    },
  },
  {
    name: "aggregates, health and the API's description, by strangers",
    atOnce: 12,
    async once(ask) {
      for (const path of ["/status", "/health", "/api/openapi.json", "/metrics"]) {
        await ask.stranger("GET", path);
      }
    },
  },
  {
    name: "pushes of 5,000 changes, each a new device",
    atOnce: 3,
    once: (ask) => ask.abuser("POST", "/api/v1/sync/push", pushOf(ABUSERS.first, 5_000)),
  },
  {
    name: "small pushes, many at once, by one person",
    atOnce: 12,
    once: (ask) => ask.abuser("POST", "/api/v1/sync/push", pushOf(ABUSERS.first, 5)),
  },
  {
    name: "everything from the beginning, again and again",
    atOnce: 6,
    once: (ask) =>
      ask.abuser("POST", "/api/v1/sync/pull", JSON.stringify({ ...device(), positions: {} })),
  },
  {
    name: "uploads of 16 MB to doors that take no such thing",
    atOnce: 3,
    async once(ask) {
      for (const path of ["/sync", "/api/v1/sync/push", "/api/v1/auth/sign-in"]) {
        await ask.stranger("POST", path, "x".repeat(16 * MB));
      }
    },
  },
  {
    name: "nonsense",
    atOnce: 6,
    async once(ask) {
      await ask.stranger("PATCH", `/api/%00/${Math.random()}`, '{"a":');
      await ask.abuser("POST", LIST, `{"a":${"[".repeat(500)}${"]".repeat(500)}}`);
      await ask.abuser(
        "PATCH",
        `${LIST}/${newId(ports)}`,
        '{"note":"\\u0000","durationMinutes":1e400}',
      );
    },
  },
  { name: "live channels that say nothing", atOnce: 300, once: (ask) => hold(ask.hub, "live") },
  { name: "bodies that do not come", atOnce: 300, once: (ask) => hold(ask.hub, "half body") },
  { name: "connections that say nothing", atOnce: 300, once: (ask) => hold(ask.hub, "silent") },
  {
    name: "the right password, again and again",
    atOnce: 2,
    async once(ask) {
      const username = usernameOf(ABUSERS.first + 1);
      const body = JSON.stringify({ username, password: PASSWORD });
      await ask.stranger("POST", "/api/v1/auth/sign-in", body);
    },
  },
];
