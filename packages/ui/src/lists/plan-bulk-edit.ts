import type { Change } from "@healthops/replica/outbox/change";
import type { Collection } from "@healthops/schema/collection";
import { withDerived } from "@healthops/schema/content";
import type { FieldValue } from "@healthops/schema/field";
import { refusal } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import { changes } from "../forms/form-state.ts";

/** What setting one field of many records comes to. */
export interface BulkEditPlan {
  /** One group a record, and at the same place how to take it back. */
  readonly groups: readonly (readonly Change[])[];
  readonly back: readonly (readonly Change[])[];
  /** Records that have the value already, may not be changed by this person, or do not take it. */
  readonly same: number;
  readonly mayNot: number;
  readonly faulty: number;
}

/** Which of the records change when a field gets a value, and by which changes. */
export function planBulkEdit(
  collection: Collection,
  actor: Actor,
  records: readonly StoredRecord[],
  field: string,
  value: FieldValue,
): BulkEditPlan {
  const groups: Change[][] = [];
  const back: Change[][] = [];
  const left = { same: 0, mayNot: 0, faulty: 0 };
  const validator = validatorFor(collection);
  for (const { id, content } of records) {
    const after = withDerived(collection, { ...content, [field]: value });
    const fields = changes(collection, content, after);
    if (Object.keys(fields).length === 0) left.same += 1;
    else if (refusal(collection, actor, "update", id, content, after) !== null) left.mayNot += 1;
    else if (validator.content(after).length > 0) left.faulty += 1;
    else {
      const update = { op: "update", collection: collection.name, id } as const;
      groups.push([{ ...update, fields }]);
      back.push([{ ...update, fields: changes(collection, after, content) }]);
    }
  }
  return { groups, back, ...left };
}
