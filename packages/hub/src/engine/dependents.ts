import { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import { rejectedGroup } from "./decide.ts";

/**
 * Within one push: groups that build on a refused one are held back, everything else goes on [PSH3].
 * A group depends on another when it changes one of its records or refers to a record it creates.
 */
export class Dependents {
  /** Ids of records of refused groups. */
  readonly #records = new Set<string>();
  readonly #created = new Set<string>();

  /** Remembers a refused (or held back) group. */
  add(group: Group): void {
    for (const { id, op } of group.mutations) {
      this.#records.add(id);
      if (op === "create") this.#created.add(id);
    }
  }

  /** The receipt of a group that depends on a refused one; undefined when it does not. */
  heldBack(group: Group): Receipt | undefined {
    if (this.#records.size === 0) return undefined;
    const culprit = group.mutations.findIndex(
      ({ id, fields }) =>
        this.#records.has(id) ||
        (this.#created.size > 0 &&
          Object.values(fields).some(
            (value) => typeof value === "string" && this.#created.has(value),
          )),
    );
    if (culprit < 0) return undefined;
    return rejectedGroup(
      group,
      culprit,
      new Problem({
        code: "depends_on_rejected",
        status: 409,
        message:
          "An earlier change that this one builds on was refused. Correct or discard that one first.",
      }),
    );
  }
}
