import type { HubBooks } from "../books/hub-books.ts";
import type { Ledger } from "../books/ledger.ts";
import { cards } from "../books/sim-schema.ts";
import { takenGroups } from "./taken-groups.ts";

/** Counters are the sum of everything that was accepted, added up outside of the hub [MRG3]. */
export function counterFaults(books: HubBooks, ledger: Ledger): string[] {
  const sums = new Map<string, number>();
  for (const { id, stock } of acceptedSteps(books, ledger))
    sums.set(id, (sums.get(id) ?? 0) + stock);
  const uncertain = new Set(
    ledger.hubEdits.filter(({ receipt }) => receipt === null).map(({ mutation }) => mutation.id),
  );
  return [...books.records.values()]
    .filter(({ collection, id }) => collection.name === cards.name && !uncertain.has(id))
    .filter(({ id, content }) => content["stock"] !== (sums.get(id) ?? 0))
    .map(
      ({ id, content }) =>
        `[MRG3] stock of card ${id} is ${String(content["stock"])}, not ${sums.get(id) ?? 0}`,
    );
}

function acceptedSteps(books: HubBooks, ledger: Ledger): { id: string; stock: number }[] {
  const pushed = takenGroups(books, ledger).decided.map(({ replicaId, group }) => {
    const receipt = books.receipts.get(replicaId)?.find(({ seq }) => seq === group.seq);
    return { mutations: group.mutations, answers: receipt?.mutations ?? [] };
  });
  const edited = ledger.hubEdits.map(({ mutation, receipt }) => {
    return { mutations: [mutation], answers: receipt?.mutations ?? [] };
  });
  return [...pushed, ...edited].flatMap(({ mutations, answers }) =>
    mutations.flatMap(({ collection, id, op, fields }, index) => {
      const answer = answers[index];
      if (collection !== cards.name || answer === undefined || answer.status === "rejected")
        return [];
      if (op === "create") return [{ id, stock: Number(fields["stock"] ?? 0) }];
      if (op !== "update") return [];
      if (answer.status === "conflict" && kindOf(books, answer.conflictId) !== "fields") return [];
      const change = fields["stock"];
      const step =
        typeof change === "object" && change !== null && "add" in change ? Number(change.add) : 0;
      return [{ id, stock: step }];
    }),
  );
}

function kindOf(books: HubBooks, conflictId: string): unknown {
  return books.records.get(`conflicts ${conflictId}`)?.content["kind"];
}
