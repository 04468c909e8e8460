import { isConflictMove } from "./conflict-scopes.ts";
import { setDelta } from "@healthops/protocol/merge/delta";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Mutation, MutationReceipt } from "@healthops/protocol/wire/push";
import { canonicalValue, completeContent } from "@healthops/schema/content";
import type { Collection } from "@healthops/schema/collection";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { HubBooks, HubChange } from "../books/hub-books.ts";
import type { Ledger } from "../books/ledger.ts";
import { contentKey } from "../books/ledger.ts";
import { overrun } from "./policies.ts";
import { takenGroups, versionsDoneElsewhere } from "./taken-groups.ts";

type Done = Exclude<MutationReceipt, { status: "rejected" }>;

/**
 * Every accepted change is found in the history with all its values, exactly once, or else in the
 * conflict that its receipt names; and nothing is in the history that nobody did [PSH1, MRG].
 */
export function effectFaults(books: HubBooks, ledger: Ledger): string[] {
  const claims = new Claims(books, versionsDoneElsewhere(books, ledger), ledger);
  const eras = erasOf(ledger);
  const faults: string[] = [];
  const groups = takenGroups(books, ledger).decided.toSorted((a, b) => a.group.seq - b.group.seq);
  for (const { replicaId, group } of groups) {
    const receipt = books.receipts.get(replicaId)?.find(({ seq }) => seq === group.seq);
    if (receipt === undefined) continue;
    const beforeItWentBack = (eras.get(contentKey(group.mutations)) ?? ledger.era) < ledger.era;
    for (const [index, mutation] of group.mutations.entries()) {
      const answer = receipt.mutations[index];
      if (answer === undefined)
        faults.push(`[PSH2] a mutation of group ${group.seq} of ${replicaId} got no answer`);
      else if (answer.status !== "rejected")
        faults.push(...claims.mutation(replicaId, mutation, answer, beforeItWentBack));
    }
  }
  for (const { mutation, receipt } of ledger.hubEdits) {
    const answer = receipt?.mutations[0];
    if (answer === undefined || answer.status === "rejected") continue;
    faults.push(...claims.mutation(null, mutation, answer));
  }
  // Only then those that nobody heard of: what is left over may be theirs.
  for (const { mutation, receipt } of ledger.hubEdits)
    if (receipt === null) claims.perhaps(mutation);
  return [...faults, ...claims.unclaimed(), ...forgottenSides(books)];
}

/** What the person saw of the hub who made a change, by `contentKey`; of several the latest. */
function erasOf(ledger: Ledger): ReadonlyMap<string, number> {
  const eras = new Map<string, number>();
  for (const { key, era } of ledger.accepted) eras.set(key, Math.max(era, eras.get(key) ?? 0));
  return eras;
}

/** A conflict never forgets a field that it was opened for [MRG5]. */
function forgottenSides(books: HubBooks): string[] {
  const faults: string[] = [];
  for (const [key, changes] of books.history) {
    if (!key.startsWith("conflicts ")) continue;
    const last = changes.at(-1)?.content;
    for (const { content } of changes) {
      for (const side of ["base", "mine", "theirs"]) {
        const now = Object.keys((last?.[side] ?? {}) as object);
        const gone = Object.keys((content[side] ?? {}) as object).filter(
          (field) => !now.includes(field),
        );
        if (gone.length > 0) faults.push(`[MRG5] ${key} forgot ${side} of ${gone.join(", ")}`);
      }
    }
  }
  return faults;
}

/** Which mutation each row of the history belongs to. */
class Claims {
  readonly #books: HubBooks;
  readonly #elsewhere: ReadonlySet<string>;
  readonly #ledger: Pick<Ledger, "common" | "pasts">;
  readonly #claimed = new Set<HubChange>();

  /** `elsewhere`: see `versionsDoneElsewhere`. */
  constructor(
    books: HubBooks,
    elsewhere: ReadonlySet<string>,
    ledger: Pick<Ledger, "common" | "pasts">,
  ) {
    this.#ledger = ledger;
    this.#books = books;
    this.#elsewhere = elsewhere;
  }

  /**
   * Claims the effect of an answered mutation; says what of it cannot be found. `beforeItWentBack`: the
   * person who made it saw the hub as it was then.
   */
  mutation(
    replicaId: string | null,
    mutation: Mutation,
    answer: Done,
    beforeItWentBack = false,
  ): string[] {
    const key = `${mutation.collection} ${mutation.id}`;
    const who = `${mutation.op} of ${key} (answered with version ${answer.version})`;
    const change = this.#change(key, answer.version);
    if (change === undefined) return [`${who} by ${replicaId ?? "the API"} is not in the history`];
    const claimed = change.replicaId === replicaId && !this.#claimed.has(change);
    const own = claimed && sameOperation(mutation, change) ? change : null;
    if (own !== null) this.#claimed.add(own);
    const previous = own === null ? change : this.#change(key, answer.version - 1);
    const collection = this.#books.records.get(key)?.collection;
    if (collection === undefined) return [`${who}: there is no such record`];
    const clash =
      answer.status === "conflict" ? this.#clash(replicaId, mutation, answer.conflictId) : null;
    if (answer.status === "conflict" && clash === null)
      return [`[MRG5] ${who} has no conflict record`];
    const faults = missingParts(collection, mutation, previous, change, clash).map(
      (part) => `${who} lost ${part}`,
    );
    if (clash !== null && !this.#someoneElseChanged(replicaId, mutation, clash["kind"])) {
      faults.push(`[MRG2] ${who} clashed, though nobody else had changed what it changes`);
    }
    if (own !== null) {
      const before = this.#books.history.get(key)?.slice(0, answer.version - 1) ?? [];
      const applied = withoutClashing(mutation, clash);
      const isOwn = (one: HubChange): boolean =>
        (replicaId !== null && one.replicaId === replicaId) ||
        this.#elsewhere.has(`${replicaId ?? ""} ${key} ${one.version}`);
      const { common, pasts } = this.#ledger;
      const seenThrough = beforeItWentBack ? (common.get(key) ?? 0) : Infinity;
      const lost = pasts.flatMap((past) => past.get(key) ?? []);
      const met = { collection, mutation: applied, isOwn, before, seenThrough, lost };
      faults.push(...overrun(met).map((part) => `[MRG3] [MRG4] ${who} ran over ${part}`));
    }
    return faults;
  }

  #someoneElseChanged(replicaId: string | null, mutation: Mutation, kind: unknown): boolean {
    const changes = this.#books.history.get(`${mutation.collection} ${mutation.id}`) ?? [];
    return changes.some((change) => {
      if (change.version <= mutation.base) return false;
      if (replicaId !== null && change.replicaId === replicaId) return kind === "edit_of_deleted";
      return (
        kind !== "fields" || Object.keys(mutation.fields).some((field) => field in change.after)
      );
    });
  }

  /** A change whose outcome nobody heard: it may have been done once. */
  perhaps(mutation: Mutation): void {
    const key = `${mutation.collection} ${mutation.id}`;
    const found = this.#books.history.get(key)?.find((change, index, all) => {
      if (this.#claimed.has(change) || change.replicaId !== null) return false;
      const { collection } = this.#books.records.get(key) ?? {};
      if (collection === undefined || !sameOperation(mutation, change)) return false;
      return missingParts(collection, mutation, all[index - 1], change, null).length === 0;
    });
    if (found !== undefined) this.#claimed.add(found);
    this.#perhapsClash(mutation);
  }

  #perhapsClash(mutation: Mutation): void {
    const opened = [...this.#books.history.values()].flat().find((change) => {
      if (change.collection !== "conflicts" || this.#claimed.has(change)) return false;
      if (change.replicaId !== null || change.content["recordId"] !== mutation.id) return false;
      return holds(change.after["mine"], mutation);
    });
    if (opened !== undefined) this.#claimed.add(opened);
  }

  unclaimed(): string[] {
    const all = [...this.#books.history.values()].flat();
    return all
      .filter((change) => !this.#claimed.has(change) && !isConflictMove(change))
      .map(({ collection, id, version, replicaId }) => {
        const by = replicaId ?? "the API";
        return `[PSH1] version ${version} of ${collection} ${id} by ${by} belongs to no answered change, or to one done before`;
      });
  }

  #change(key: string, version: number): HubChange | undefined {
    return this.#books.history.get(key)?.[version - 1];
  }

  /** The conflict as it was after it had taken up the mutation, or null. */
  #clash(replicaId: string | null, mutation: Mutation, conflictId: string): Content | null {
    const changes = this.#books.history.get(`conflicts ${conflictId}`) ?? [];
    const about = changes.filter(
      ({ content }) => content["recordId"] === mutation.id && holds(content["mine"], mutation),
    );
    const own = about.find(
      (change) => change.replicaId === replicaId && !this.#claimed.has(change),
    );
    if (own !== undefined) this.#claimed.add(own);
    return (own ?? about[0])?.content ?? null;
  }
}

/** The mutation without the fields that went into a conflict. */
function withoutClashing(mutation: Mutation, clash: Content | null): Mutation {
  const mine = (clash?.["mine"] ?? {}) as Content;
  const fields = Object.entries(mutation.fields).filter(([name]) => !(name in mine));
  return { ...mutation, fields: Object.fromEntries(fields) };
}

/** Whether `mine` of a conflict has at least one of the mutation's fields, with a plain value if it is one. */
function holds(mine: FieldValue | undefined, { op, fields }: Mutation): boolean {
  if (op === "delete") return true;
  if (typeof mine !== "object" || mine === null) return false;
  const values = mine as Content;
  return Object.entries(fields).some(([field, value]) => {
    return field in values && (isDelta(value) || sameValue(values[field], value as FieldValue));
  });
}

function isDelta(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("add" in value || "remove" in value);
}

function sameOperation(mutation: Mutation, change: HubChange): boolean {
  if (mutation.op === "update") return change.op === "update";
  return change.op === mutation.op;
}

/** The parts of a mutation that are neither in the record after it nor in its conflict. */
function missingParts(
  collection: Collection,
  mutation: Mutation,
  previous: HubChange | undefined,
  change: HubChange,
  clash: Content | null,
): string[] {
  if (mutation.op === "delete") return change.deleted || clash !== null ? [] : ["the deletion"];
  if (mutation.op === "restore") return change.deleted ? ["the restoration"] : [];
  if (mutation.op === "create")
    return missingOfCreate(collection, mutation.fields as Content, change);
  const mine = (clash?.["mine"] ?? {}) as Content;
  const fieldsClash = clash?.["kind"] === "fields";
  return Object.entries(mutation.fields)
    .filter(([name, value]) => {
      const field = collection.fields[name];
      if (field === undefined) return true;
      const before = previous?.content[name] ?? null;
      const after = change.content[name] ?? null;
      if (isInContent(field, value, before, after)) return false;
      // Of a living record only what a person must look at may clash [MRG3].
      if (!(name in mine) || (fieldsClash && field.merge !== "review")) return true;
      return !isDelta(value) && !sameValue(mine[name], canonicalValue(field, value as FieldValue));
    })
    .map(([name]) => name);
}

function missingOfCreate(collection: Collection, fields: Content, change: HubChange): string[] {
  const made = completeContent(collection, fields);
  return Object.keys(made).filter((name) => !sameValue(made[name], change.content[name]));
}

function isInContent(field: Field, value: unknown, before: FieldValue, after: FieldValue): boolean {
  if (field.merge === "counter" && typeof value === "object" && value !== null && "add" in value) {
    return after === Number(before) + Number(value.add);
  }
  if (field.kind === "set" && isDelta(value)) {
    const { add, remove } = setDelta(value) ?? { add: [], remove: [] };
    const members = new Set(Array.isArray(after) ? after : []);
    return (
      add.every((member) => members.has(member)) &&
      remove.every((member) => add.includes(member) || !members.has(member))
    );
  }
  return sameValue(after, canonicalValue(field, value as FieldValue));
}
