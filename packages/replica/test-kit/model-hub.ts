import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { isProblem, Problem } from "@healthops/base/problem";
import { decideMerge } from "@healthops/protocol/merge/merge";
import type { ChangeSince, Clash } from "@healthops/protocol/merge/merge-input";
import { withStamps } from "@healthops/protocol/merge/stamps";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Positions, PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type {
  Group,
  Mutation,
  MutationReceipt,
  PushRequest,
  PushResponse,
  Receipt,
} from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import { conflicts } from "@healthops/schema/core/conflicts";
import { refusal } from "@healthops/schema/permission";
import type { Actor, PersonFacts } from "@healthops/schema/person";
import { whoActs } from "@healthops/schema/person";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import { validatorFor } from "@healthops/schema/validate";
import type { ModelRecord } from "./model-feed.ts";
import { keyOf, ModelFeed } from "./model-feed.ts";

/**
 * The hub as a replica sees it, in memory: it decides with the real merge, gives each group one
 * receipt, and serves a feed by scopes. For the replica's own tests; the real hub is tested with it
 * elsewhere.
 */
export class ModelHub {
  epoch = "epoch-1";
  readonly records = new Map<string, ModelRecord>();
  readonly feed: ModelFeed;
  readonly #schema: Schema;
  readonly #ports: Pick<Ports, "clock" | "random">;
  readonly #history = new Map<string, ChangeSince[]>();
  /** Receipts by replica and number, with what was sent under it. */
  readonly receipts = new Map<string, { readonly sent: string; readonly receipt: Receipt }>();
  /** Its time, where it is not that of the devices. */
  now_ms: number | null = null;
  readonly #lastSeq = new Map<string, number>();

  constructor(schema: Schema, ports: Pick<Ports, "clock" | "random">) {
    this.#schema = schema;
    this.#ports = ports;
    this.feed = new ModelFeed(schema);
  }

  push(person: PersonFacts, request: PushRequest): PushResponse {
    const actor = whoActs(this.#schema.duties, person);
    const receipts = request.groups.map((group) => this.#receive(actor, request.replicaId, group));
    return {
      protocol: PROTOCOL_VERSION,
      schema: this.#schema.version,
      epoch: this.epoch,
      receipts,
      now_ms: this.now_ms ?? this.#ports.clock.now(),
    };
  }

  pull(held: readonly ScopeKey[], request: PullRequest): PullResponse {
    const known = request.epoch === null || request.epoch === this.epoch;
    const from: Positions = known ? request.positions : {};
    return {
      protocol: PROTOCOL_VERSION,
      schema: this.#schema.version,
      epoch: this.epoch,
      ...this.feed.page(this.records, held, from, request.limit ?? 1_000),
    };
  }

  etag(held: readonly ScopeKey[]): string {
    return `"${this.epoch} ${JSON.stringify(this.feed.headsOf(held))}"`;
  }

  /** A change by somebody else, past every check. */
  write(
    collection: string,
    id: string,
    change: Partial<Content> | "delete" | "restore",
    by: string | null = null,
  ): void {
    const before = this.records.get(keyOf({ collection, id })) ?? null;
    const fields = typeof change === "string" ? {} : change;
    const declared = collectionNamed(this.#schema, collection);
    const content =
      before === null
        ? completeContent(declared, fields as Content)
        : ({ ...before.content, ...fields } as Content);
    const op = before === null ? "create" : typeof change === "string" ? change : "update";
    this.#store({ collection, id, op, deleted: change === "delete", content }, before, null, by);
  }

  record(collection: string, id: string): ModelRecord | undefined {
    return this.records.get(keyOf({ collection, id }));
  }

  #receive(actor: Actor, replicaId: string, group: Group): Receipt {
    const key = `${replicaId} ${group.seq}`;
    const sent = JSON.stringify(group);
    const known = this.receipts.get(key);
    if (known !== undefined) {
      if (known.sent !== sent) throw new Error(`group ${group.seq} came again with other content`);
      return known.receipt;
    }
    const last = this.#lastSeq.get(replicaId) ?? 0;
    if (group.seq !== last + 1) throw new Error(`group ${group.seq} came after ${last}`);
    this.#lastSeq.set(replicaId, group.seq);
    const receipt = this.#decide(actor, replicaId, group);
    this.receipts.set(key, { sent, receipt });
    return receipt;
  }

  #decide(actor: Actor, replicaId: string, group: Group): Receipt {
    const undo: (() => void)[] = [];
    const mutations: MutationReceipt[] = [];
    try {
      for (const mutation of group.mutations)
        mutations.push(this.#apply(actor, replicaId, mutation, undo));
      return { seq: group.seq, status: "applied", mutations };
    } catch (error) {
      if (!isProblem(error)) throw error;
      for (const step of undo.toReversed()) step();
      const { code, message, faults } = error;
      const rejected = { status: "rejected" as const, code, message, faults: [...faults] };
      return { seq: group.seq, status: "rejected", mutations: group.mutations.map(() => rejected) };
    }
  }

  #apply(
    actor: Actor,
    replicaId: string,
    mutation: Mutation,
    undo: (() => void)[],
  ): MutationReceipt {
    const collection = collectionNamed(this.#schema, mutation.collection);
    const key = keyOf(mutation);
    const current = this.records.get(key) ?? null;
    const all = this.#history.get(key) ?? [];
    const since = all.filter(({ version }) => version > mutation.base);
    const merged = decideMerge({ collection, mutation, replicaId, current, since });
    if (merged.outcome === "rejected") throw merged.problem;
    const decision = { ...merged, content: this.#signed(collection, actor, current, merged) };
    const faults = validatorFor(collection).content(decision.content);
    if (faults.length > 0)
      throw new Problem({ code: "invalid_record", message: "is not valid", faults });
    const before = current === null ? null : current.content;
    const refused = refusal(collection, actor, mutation.op, mutation.id, before, decision.content);
    if (refused !== null) throw refused;
    this.#checkReferences(collection.fields, decision.content);
    undo.push(() => this.#forget(key, current, all));
    let version = current?.version ?? 0;
    if (decision.changed.length > 0 || current?.deleted !== decision.deleted) {
      const { collection: name, id, op } = mutation;
      const written = {
        collection: name,
        id,
        op,
        deleted: decision.deleted,
        content: decision.content,
      };
      version = this.#store(written, current, replicaId, actor.personId).version;
    }
    if (decision.outcome !== "conflict") return { status: decision.outcome, version };
    return {
      status: "conflict",
      version,
      conflictId: this.#openConflict(actor, mutation, decision.content, decision.clash),
    };
  }

  #signed(
    collection: Collection,
    { personId }: Actor,
    current: ModelRecord | null,
    { content, deleted }: { readonly content: Content; readonly deleted: boolean },
  ): Content {
    if (deleted) return content;
    const before = current === null || current.deleted ? null : current.content;
    const at = new Date(this.#ports.clock.now()).toISOString();
    return withStamps(collection, before, content, { personId, at });
  }

  #checkReferences(
    fields: Readonly<Record<string, { readonly to?: string }>>,
    content: Content,
  ): void {
    for (const [name, { to }] of Object.entries(fields)) {
      const id = content[name];
      if (to === undefined || to === "people" || to === "sites" || typeof id !== "string") continue;
      if (this.record(to, id) === undefined) {
        throw new Problem({ code: "invalid_record", message: `${name} refers to nothing` });
      }
    }
  }

  #openConflict(actor: Actor, mutation: Mutation, content: Content, clash: Clash): string {
    const id = newId(this.#ports);
    const at = new Date(this.#ports.clock.now()).toISOString();
    this.write(conflicts.name, id, {
      collection: mutation.collection,
      recordId: mutation.id,
      kind: clash.kind,
      baseVersion: mutation.base,
      base: clash.base as Content,
      mine: clash.mine as Content,
      theirs: clash.theirs as Content,
      mineBy: actor.personId,
      theirsBy: clash.theirsBy,
      mineAt: at,
      theirsAt: at,
      scopeKeys: scopesOf(collectionNamed(this.#schema, mutation.collection), mutation.id, content),
    });
    return id;
  }

  #store(
    written: Pick<ModelRecord, "collection" | "id" | "deleted" | "content"> & {
      readonly op: Mutation["op"];
    },
    before: ModelRecord | null,
    replicaId: string | null,
    personId: string | null,
  ): ModelRecord {
    const { op, ...rest } = written;
    const at_us = this.#ports.clock.now() * 1_000;
    const version = (before?.version ?? 0) + 1;
    const record = {
      ...rest,
      version,
      createdAt_us: before?.createdAt_us ?? at_us,
      updatedAt_us: at_us,
    };
    const key = keyOf(record);
    const changed = Object.keys(record.content).filter(
      (field) => JSON.stringify(record.content[field]) !== JSON.stringify(before?.content[field]),
    );
    const pick = (content: Content): Content =>
      Object.fromEntries(changed.map((field) => [field, content[field] ?? null]));
    const change: ChangeSince = {
      version,
      op,
      replicaId,
      personId,
      at_us,
      before: before === null ? {} : pick(before.content),
      after: pick(record.content),
    };
    this.#history.set(key, [...(this.#history.get(key) ?? []), change]);
    this.records.set(key, record);
    this.feed.note(before, record);
    return record;
  }

  #forget(key: string, record: ModelRecord | null, history: ChangeSince[]): void {
    if (record === null) this.records.delete(key);
    else this.records.set(key, record);
    this.#history.set(key, history);
  }
}
