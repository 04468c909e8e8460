import type { Ports } from "@healthops/base/ports";
import type { Choices } from "@healthops/replica/conflicts/plan-resolution";
import type { Replica } from "@healthops/replica/replica";
import type { FieldValue } from "@healthops/schema/field";
import { SeededRandom } from "../random/seeded-random.ts";
import type { Sight } from "./acts.ts";
import { changesOf, editedFields, someText } from "./acts.ts";
import type { Ledger } from "./books/ledger.ts";
import { contentKey } from "./books/ledger.ts";
import type { Act } from "./operation.ts";
import type { SimDevice } from "./sim-device.ts";
import type { World } from "./world.ts";

export interface ActParts {
  readonly world: World;
  readonly ports: Pick<Ports, "clock" | "random">;
  readonly ledger: Ledger;
  /** Ids of all cards that were ever made; added to. */
  readonly cardIds: string[];
}

/** The higher, the more the same few records are changed by everybody. */
const HEAT = 3;

/** A person does something on their device; `draw` decides what exactly. Answers whether it took it. */
export async function performAct(
  device: SimDevice,
  act: Act,
  draw: number,
  parts: ActParts,
): Promise<boolean> {
  const random = new SeededRandom(draw);
  if (act === "resolveConflict") return resolveAny(device, random);
  if (act === "settleRejected") return settleAny(device, random, parts.ledger);
  const sight = await sightOf(device, random, parts);
  const changes = await changesOf(act, sight);
  if (changes.length === 0) return false;
  const accepted = await device.act((replica) => replica.mutate(changes));
  for (const { op, collection, id } of changes) {
    if (op === "create" && collection === "sim_cards" && id !== undefined) parts.cardIds.push(id);
  }
  return accepted;
}

async function sightOf(device: SimDevice, random: SeededRandom, parts: ActParts): Promise<Sight> {
  const { database, replica, person } = device;
  const one = async (sql: string, from: string): Promise<string | null> => {
    const [counted] = await database.read(`select count(*) as n from ${from}`);
    const count = Number(counted?.["n"]);
    if (count === 0) return null;
    // The oldest ones most of all: only where people meet is there anything to merge.
    const offset = Math.floor(count * random.fraction() ** HEAT);
    const [row] = await database.read(`${sql} limit 1 offset ?`, [offset]);
    return String(row?.["id"]);
  };
  return {
    personId: person.id,
    siteId: (await replica.identity())?.siteId ?? null,
    world: parts.world,
    random,
    ports: { clock: parts.ports.clock, random },
    cardIds: parts.cardIds,
    anyCard: () => one("select id from sim_cards order by id", "sim_cards"),
    async anyTwins() {
      const pairs = "(select distinct pair from sim_twins)";
      const pair = await one("select distinct pair as id from sim_twins order by pair", pairs);
      const rows = await database.read("select id from sim_twins where pair = ? order by id", [
        pair,
      ]);
      return rows.map((row) => String(row["id"]));
    },
  };
}

/** Decides an open conflict, or now and then brings back the loser of one that was decided. */
async function resolveAny(device: SimDevice, random: SeededRandom): Promise<boolean> {
  if (random.chance(0.2)) return restoreAny(device, random);
  const rows = await device.database.read(
    "select id, collection, mine, theirs from conflicts where status = 'open' order by id",
  );
  if (rows.length === 0) return false;
  const { id, collection, mine, theirs } = random.pick(rows);
  const fields = Object.keys({ ...JSON.parse(String(mine)), ...JSON.parse(String(theirs)) });
  // Half of a pair must not go its own way.
  const choices = collection === "sim_twins" ? "theirs" : choose(fields, random);
  return device.act((replica) => replica.resolve(String(id), choices));
}

async function restoreAny(device: SimDevice, random: SeededRandom): Promise<boolean> {
  const rows = await device.database.read(
    "select id, outcome from conflicts where status = 'resolved' and collection = 'sim_cards' order by id",
  );
  if (rows.length === 0) return false;
  const { id, outcome } = random.pick(rows);
  const fields = Object.keys((JSON.parse(String(outcome)) ?? {}) as object);
  if (fields.length === 0) return false;
  const field = random.pick(fields);
  return device.act((replica) => replica.restoreLoser(String(id), field));
}

function choose(fields: readonly string[], random: SeededRandom): Choices {
  const whole = random.pick(["mine", "theirs", "each"] as const);
  if (whole !== "each") return whole;
  return Object.fromEntries(
    fields.map((field) => {
      const own = (field === "note" || field === "place") && random.chance(0.4);
      return [
        field,
        own ? { value: someText(random) as FieldValue } : random.pick(["mine", "theirs"]),
      ];
    }),
  );
}

async function settleAny(
  device: SimDevice,
  random: SeededRandom,
  ledger: Ledger,
): Promise<boolean> {
  const rejected = await device.replica.rejected();
  if (rejected.length === 0) return false;
  const { group, changes } = random.pick(rejected);
  const [first] = changes;
  if (random.chance(0.4) && first?.op === "update" && first.collection === "sim_cards") {
    const { collection, id } = first;
    const corrected = { op: "update", collection, id, fields: editedFields(random) } as const;
    return device.act((replica) => replica.correct(group, [corrected]));
  }
  return device.act((replica) => discard(replica, group, random.chance(0.5), ledger));
}

/** Discards a rejected group, and with `dependents` what is held because of it. */
export async function discard(
  replica: Replica,
  group: number,
  dependents: boolean,
  ledger: Ledger,
): Promise<void> {
  const open = await replica.pending(["waiting", "held", "rejected"]);
  const gone = await replica.discard(group, { dependents });
  const discarded = open.filter((one) => gone.includes(one.group));
  ledger.discarded.push(...discarded.map(({ changes }) => contentKey(changes)));
}
