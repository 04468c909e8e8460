import { present } from "@healthops/base/assert";
import type { MutationReceipt, Receipt } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import type { DesktopTable } from "./desktop-tables.ts";
import { columnOf } from "./desktop-tables.ts";
import type { RowState } from "./file-state.ts";
import type { PlannedRow } from "./plan-upload.ts";
import { sentContent } from "./plan-upload.ts";
import type { RowOutcome } from "./upload-answer.ts";

/** How a row ended; `receipt` is its group's, null when it changed nothing. */
export function rowOutcome(
  table: DesktopTable,
  row: PlannedRow,
  receipt: Receipt | null,
): RowOutcome {
  if (receipt === null) return "unchanged";
  if (receipt.status === "rejected") {
    const culprit = present(
      receipt.mutations.find(isCulprit) ?? receipt.mutations.find(isRejected),
      "a rejected group says why",
    );
    const reason = culprit.faults
      .map(({ field, message }) => `${columnOf(table, field)}: ${message}`)
      .join(" ");
    return { id: row.id, code: culprit.code, reason: reason === "" ? culprit.message : reason };
  }
  if (receipt.mutations.some(({ status }) => status === "conflict")) return "conflict";
  return row.at < 0 ? "added" : "changed";
}

type Rejected = Extract<MutationReceipt, { status: "rejected" }>;

function isRejected(receipt: MutationReceipt): receipt is Rejected {
  return receipt.status === "rejected";
}

function isCulprit(receipt: MutationReceipt): receipt is Rejected {
  return isRejected(receipt) && receipt.code !== "group_rejected";
}

/** What the hub remembers of a row that was taken. */
export interface NextRowState {
  readonly row: RowState;
  /** What the program has beside the record's content at its base; null: nothing; `keep`: as before. */
  readonly held: Content | null | "keep";
}

/**
 * What is known of a row from now on; null for one that was refused, which is looked at again next
 * time. The base moves on only when nobody else has changed the record meanwhile: the program has not
 * seen what they did.
 */
export function rowState(row: PlannedRow, receipt: Receipt | null): NextRowState | null {
  const { at, id, recordId, base, hash } = row;
  const next = { at, id, recordId, base, hash };
  if (receipt === null) return { row: next, held: "keep" };
  const answer = receipt.mutations[0];
  if (answer === undefined || answer.status === "rejected") return null;
  if (answer.status === "applied") return { row: { ...next, base: answer.version }, held: null };
  return { row: next, held: sentContent(row) };
}
