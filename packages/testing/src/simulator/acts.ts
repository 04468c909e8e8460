import type { Change } from "@healthops/replica/outbox/change";
import type { SeededRandom } from "../random/seeded-random.ts";
import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { Act } from "./operation.ts";
import type { World } from "./world.ts";

/** What an act may look at: the device as its person sees it. */
export interface Sight {
  readonly personId: string;
  /** Site of the person as the device knows it. */
  readonly siteId: string | null;
  readonly world: World;
  readonly random: SeededRandom;
  readonly ports: Pick<Ports, "clock" | "random">;
  /** Id of a visible card, or null when there is none. */
  anyCard(): Promise<string | null>;
  /** Ids of the two records of a visible pair; none when there is none. */
  anyTwins(): Promise<readonly string[]>;
  /** Id of any card that was ever made, visible or not. */
  readonly cardIds: readonly string[];
}

/** Acts that are groups of changes; the others handle conflicts and refusals. */
export type ChangingAct = Exclude<Act, "resolveConflict" | "settleRejected">;

const WORDS = ["red", "blue", "green", "white"];
const TAGS = ["a", "b", "c", "d", "e"];

/** The changes that a person makes, all in one group; none when there is nothing to change. */
export async function changesOf(act: ChangingAct, sight: Sight): Promise<readonly Change[]> {
  switch (act) {
    case "createCard":
      return [createCard(sight)];
    case "editCard":
      return onCard(sight, () => editedFields(sight.random));
    case "countCard":
      return onCard(sight, () => ({ stock: { add: sight.random.integer(-5, 5) || 7 } }));
    case "moveCard":
      return onCard(sight, () => movedFields(sight));
    case "deleteCard": {
      const card = await sight.anyCard();
      return card === null ? [] : [{ op: "delete", collection: "sim_cards", id: card }];
    }
    case "restoreCard": {
      const { cardIds, random } = sight;
      if (cardIds.length === 0) return [];
      return [{ op: "restore", collection: "sim_cards", id: random.pick(cardIds) }];
    }
    case "createTwins":
      return createTwins(sight);
    case "changeTwins": {
      const value = sight.random.integer(0, 10 ** 6);
      return apart(sight, await sight.anyTwins(), (id) => {
        return { op: "update", collection: "sim_twins", id, fields: { value } };
      });
    }
    case "deleteTwins":
      return apart(sight, await sight.anyTwins(), (id) => {
        return { op: "delete", collection: "sim_twins", id };
      });
    case "mixedGroup":
      return mixedGroup(sight);
  }
}

async function onCard(
  sight: Sight,
  fields: () => Record<string, unknown>,
): Promise<readonly Change[]> {
  const card = await sight.anyCard();
  if (card === null) return [];
  return [{ op: "update", collection: "sim_cards", id: card, fields: fields() }];
}

function createCard({ personId, siteId, world, random, ports }: Sight): Change {
  const { siteIds, people } = world;
  return {
    op: "create",
    collection: "sim_cards",
    id: newId(ports),
    fields: {
      ownerId: random.chance(0.8) ? personId : random.pick(people).id,
      siteId: siteId !== null && random.chance(0.8) ? siteId : random.pick(siteIds),
      seenBy: random.weighted({ owner: 1, site: 6, all: 2 }),
      note: someText(random),
      colour: someText(random),
      stock: random.integer(0, 20),
      tags: TAGS.filter(() => random.chance(0.3)),
    },
  };
}

/** One to four new values of a card's fields. */
export function editedFields(random: SeededRandom): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const count = random.integer(1, 4);
  for (let index = 0; index < count; index += 1) {
    const field = random.pick(["note", "place", "colour", "tags", "detail", "stock"] as const);
    if (field === "stock") fields[field] = { add: random.integer(1, 9) };
    else if (field === "tags")
      fields[field] = { add: [random.pick(TAGS)], remove: TAGS.filter(() => random.chance(0.2)) };
    else if (field === "detail")
      fields[field] = { text: someText(random), n: [random.integer(0, 9)] };
    else fields[field] = someText(random);
  }
  return fields;
}

function movedFields({ world, random }: Sight): Record<string, unknown> {
  switch (random.pick(["site", "owner", "seen", "both"])) {
    case "site":
      return { siteId: random.pick(world.siteIds) };
    case "owner":
      return { ownerId: random.pick(world.people).id };
    case "seen":
      return { seenBy: random.pick(["owner", "site", "all"]) };
    default:
      return { siteId: random.pick(world.siteIds), seenBy: random.pick(["owner", "site", "all"]) };
  }
}

async function createTwins(sight: Sight): Promise<readonly Change[]> {
  const { siteId, random, ports } = sight;
  if (siteId === null) return [];
  const pair = newId(ports);
  const value = random.integer(0, 10 ** 6);
  return apart(sight, [newId(ports), newId(ports)], (id) => ({
    op: "create",
    collection: "sim_twins",
    id,
    fields: { siteId, pair, value },
  }));
}

/** The two changes of a pair, at times with a new card between them that keeps them apart in the feed. */
async function apart(
  sight: Sight,
  ids: readonly string[],
  change: (id: string) => Change,
): Promise<readonly Change[]> {
  const [one, other] = ids;
  if (one === undefined || other === undefined) return [];
  const card = sight.random.chance(0.5) ? createCard(sight) : null;
  return [change(one), ...(card === null ? [] : [card]), change(other)];
}

async function mixedGroup(sight: Sight): Promise<readonly Change[]> {
  const changes: Change[] = [createCard(sight)];
  const touched = new Set<string>();
  for (let index = 0; index < 3; index += 1) {
    const card = await sight.anyCard();
    if (card === null || touched.has(card)) continue;
    touched.add(card);
    changes.push({
      op: "update",
      collection: "sim_cards",
      id: card,
      fields: editedFields(sight.random),
    });
  }
  return changes;
}

/** Mostly a text that nobody else writes, sometimes one that others write too, sometimes none. */
export function someText(random: SeededRandom): string | null {
  if (random.chance(0.1)) return null;
  const word = random.pick(WORDS);
  return random.chance(0.2) ? word : `${word} ${random.integer(0, 10 ** 6)}`;
}
