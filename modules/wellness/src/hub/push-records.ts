import { present } from "@healthops/base/assert";
import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { Mutation, MutationReceipt } from "@healthops/protocol/wire/push";
import { validatorFor } from "@healthops/schema/validate";
import type { Kind } from "./kinds.ts";
import { clientName } from "./kinds.ts";
import type { KnownRecord } from "./known-records.ts";
import { readKnown, REASON } from "./known-records.ts";
import type { NewFields } from "./plan-change.ts";
import { planChange, sentFields } from "./plan-change.ts";
import type { Session } from "./session.ts";
import { newFieldsFor } from "./session.ts";
import type { ClientId, SentRecord } from "./shapes.ts";
import { checkUsers } from "./user-names.ts";

/** A sent record with the record that it stands for. */
export interface Placed {
  readonly sent: SentRecord;
  readonly clientId: ClientId;
  readonly recordId: string;
}

export type PushResult =
  | { readonly status: "applied" | "merged"; readonly version: number }
  | { readonly status: "conflict"; readonly version: number; readonly conflict_id: string }
  | {
      readonly status: "rejected";
      readonly code: string;
      readonly message: string;
      readonly faults: readonly FieldFault[];
    };

/**
 * Takes records of an older client through the engine, each a group of its own; answers what became
 * of each, in order. Nothing is changed when one of them is not valid: a Problem `invalid_record`
 * (400) or `foreign_user` (403) names it. `pathOf` says where a record stands in the request.
 */
export async function pushRecords(
  session: Session,
  kind: Kind,
  placed: readonly Placed[],
  pathOf: (index: number) => string,
): Promise<readonly PushResult[]> {
  if (placed.length === 0) return [];
  checkTimes(placed, pathOf);
  const entry = session.hub.engine.catalog.named(kind.collection.name);
  const known = await knownAmong(session, kind, placed);
  const newFields = await newFieldsFor(session);
  checkRecords(kind, placed, known, newFields, pathOf);
  await checkUsers(
    session,
    placed.map(({ sent }) => sent),
    (index) => `${pathOf(index)}user`,
  );
  await session.ids.remember(
    entry,
    placed.map(({ clientId, recordId }) => [clientId, recordId]),
  );
  const results = new Map<Placed, PushResult>();
  for (const round of roundsOf(placed)) {
    const now = round === placed ? known : await knownAmong(session, kind, round);
    const plans = round.map((one) => ({
      one,
      mutation: planChange(kind, one.recordId, now.get(one.recordId), one.sent, newFields),
    }));
    const changes = plans.flatMap(({ mutation }) => mutation ?? []);
    const answers = (await submit(session, changes)).values();
    for (const { one, mutation } of plans) {
      const version = now.get(one.recordId)?.version ?? 0;
      const answer = mutation === null ? null : present(answers.next().value, "each has an answer");
      results.set(one, answer === null ? { status: "applied", version } : resultOf(kind, answer));
    }
  }
  return placed.map((one) => present(results.get(one), "each record has a result"));
}

async function knownAmong(session: Session, kind: Kind, placed: readonly Placed[]) {
  const { hub, actor } = session;
  const entry = hub.engine.catalog.named(kind.collection.name);
  const ids = [...new Set(placed.map(({ recordId }) => recordId))];
  return await readKnown(hub.pool, entry, actor.personId, ids);
}

function checkRecords(
  kind: Kind,
  placed: readonly Placed[],
  known: ReadonlyMap<string, KnownRecord>,
  newFields: NewFields,
  pathOf: (index: number) => string,
): void {
  const validator = validatorFor(kind.collection);
  const there = new Set(known.keys());
  const faults: FieldFault[] = [];
  for (const [index, { sent, recordId }] of placed.entries()) {
    const fields = sentFields(kind, sent);
    const isNew = !there.has(recordId) && sent.deleted !== true;
    there.add(recordId);
    const own = isNew
      ? validator.create({ ...newFields(kind), ...fields })
      : Object.keys(fields).length === 0
        ? []
        : validator.patch(fields);
    faults.push(...inClientsWords(kind, own, pathOf(index)));
    if (faults.length >= FAULTS_MAX) break;
  }
  const [first] = faults;
  if (first === undefined) return;
  throw new Problem({
    code: "invalid_record",
    message: `Nothing was changed, because a record is not valid. ${first.field}: ${first.message}`,
    faults: faults.slice(0, FAULTS_MAX),
  });
}

const FAULTS_MAX = 20;

/** Each time a record is sent again in one push all of its past is read again. */
const TIMES_MAX = 50;

/** A record that is sent twice at once is taken one after the other, each on what the last left. */
function roundsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  if (new Set(placed.map(({ recordId }) => recordId)).size === placed.length) return [placed];
  const rounds: Placed[][] = [];
  const count = new Map<string, number>();
  for (const one of placed) {
    const round = count.get(one.recordId) ?? 0;
    count.set(one.recordId, round + 1);
    (rounds[round] ??= []).push(one);
  }
  return rounds;
}

/** Throws Problem `invalid_record` (400) for a push that has a record too many times. */
function checkTimes(placed: readonly Placed[], pathOf: (index: number) => string): void {
  const times = new Map<string, number>();
  for (const [index, { recordId }] of placed.entries()) {
    const time = (times.get(recordId) ?? 0) + 1;
    times.set(recordId, time);
    if (time <= TIMES_MAX) continue;
    const message = `Nothing was changed, because a record is in this push more than ${TIMES_MAX} times.`;
    const allowed = `at most ${TIMES_MAX} records of one id; the last of them is enough`;
    throw new Problem({
      code: "invalid_record",
      message: `${message} Allowed: ${allowed}.`,
      faults: [{ field: `${pathOf(index)}id`, message: "comes too often.", allowed }],
    });
  }
}

async function submit(
  { hub, actor }: Session,
  mutations: readonly Mutation[],
): Promise<readonly MutationReceipt[]> {
  if (mutations.length === 0) return [];
  const receipts = await hub.engine.submit({
    actor: { ...actor, replicaId: null },
    replica: null,
    groups: mutations.map((mutation, index) => ({
      seq: index + 1,
      deviceTime_ms: 0,
      mutations: [mutation],
    })),
    reason: REASON,
  });
  return receipts.flatMap((receipt) => receipt.mutations);
}

function resultOf(kind: Kind, answer: MutationReceipt): PushResult {
  if (answer.status === "conflict") {
    return { status: "conflict", version: answer.version, conflict_id: answer.conflictId };
  }
  if (answer.status !== "rejected") return answer;
  const { status, code, message } = answer;
  return { status, code, message, faults: inClientsWords(kind, answer.faults, "") };
}

function inClientsWords(kind: Kind, faults: readonly FieldFault[], path: string): FieldFault[] {
  return faults.map((fault) =>
    Object.assign({}, fault, { field: path + clientName(kind, fault.field) }),
  );
}
