import type { FieldFault } from "@healthops/base/problem";
import type { ChangedRecord, HubRule, RuleContext } from "@healthops/hub/engine/rules";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { IMPORTANT_MAX, isShownOn } from "../rules.ts";
import { notices } from "../schema.ts";

/**
 * Important is what few notices are: of those that the same people are shown, as many as the rules say. It looks
 * at several records, so the hub decides it; a device sends the notice and hears the refusal.
 */
export const fewImportant: HubRule = {
  collections: [notices.name],
  async check(context, changed) {
    const faults: FieldFault[] = [];
    // One board after the other in one order, so that no two batches wait for each other.
    const boards = new Set(changed.filter(becomesImportant).map(boardOf));
    for (const board of [...boards].toSorted()) {
      await context.connection.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `notices ${board}`,
      ]);
      if ((await countImportant(context, board)) > IMPORTANT_MAX) faults.push(TOO_MANY);
    }
    return faults;
  },
};

const TOO_MANY = ruleFault(
  "important",
  {
    en: `There are ${IMPORTANT_MAX} important notices for these people already. Make one of them an ordinary one first.`,
    tr: `Bu kişiler için zaten ${IMPORTANT_MAX} önemli duyuru var. Önce birini sıradan yapın.`,
  },
  "no",
);

function becomesImportant({ previous, after, deleted, wasDeleted }: ChangedRecord): boolean {
  if (deleted || after["important"] !== true) return false;
  const was = wasDeleted || previous === null ? null : previous;
  return was?.["important"] !== true || was["siteId"] !== after["siteId"];
}

/** Whose board it is on: a site's, or everybody's. */
function boardOf({ after }: Pick<ChangedRecord, "after">): string {
  return typeof after["siteId"] === "string" ? after["siteId"] : "";
}

/** Those that are shown today, as the database has them and as this batch makes them. */
async function countImportant(context: RuleContext, board: string): Promise<number> {
  const pending = context.pending(notices.name);
  const { rows } = await context.connection.query<{ day: string; count: number }>(
    `select current_date::text as day, count(n.id)::int as count from (values (1)) as one
      left join data.notices n on n.important and not n.deleted
        and (n.expires_on is null or n.expires_on >= current_date)
        and coalesce(n.site_id::text, '') = $1 and n.id <> all($2::uuid[])`,
    [board, pending.map(({ id }) => id)],
  );
  const { day = "", count = 0 } = rows[0] ?? {};
  const here = pending.filter(
    (one) =>
      !one.deleted &&
      one.after["important"] === true &&
      boardOf(one) === board &&
      isShownOn(day, one.after["expiresOn"]),
  );
  return count + here.length;
}
