import type { DatabaseSync } from "node:sqlite";
import type { QueryKind } from "../device/list-queries.ts";
import { CODES, SEARCHES } from "../device/list-queries.ts";
import { Dice } from "@healthops/wellness/demo/dice";
import { now_ms } from "../programs/now.ts";

const LIMIT = 50;
const PAGES = 75;

/**
 * The same kinds of list on a copy of the table without indexes: `like '%word%'`, sorted when asked,
 * paged by `offset`. Times in ms.
 */
export function timeNaiveQueries(
  database: DatabaseSync,
  kind: QueryKind,
  count: number,
): readonly number[] {
  database.exec("create table if not exists plain as select * from exercises");
  const dice = new Dice(count);
  return Array.from({ length: count }, (_, index) => {
    const sql = queryOf(kind, dice, index);
    const start = now_ms();
    database.prepare(sql).all();
    return now_ms() - start;
  });
}

function queryOf(kind: QueryKind, dice: Dice, index: number): string {
  const sorted = `order by performed_on desc, id limit ${LIMIT}`;
  if (kind === "search") {
    const words = dice.pick(SEARCHES).split(" ");
    const where = words.map((word) => `lower(activity) like '%${word}%'`).join(" and ");
    return `select * from plain where ${where} ${sorted}`;
  }
  if (kind === "column") {
    const column = dice.pick(["total_kcal", "duration_minutes", "activity", "distance_km"]);
    return `select * from plain order by ${column} ${dice.pick(["asc", "desc"])}, id limit ${LIMIT}`;
  }
  const month = `2024-${String(dice.integer(1, 12)).padStart(2, "0")}`;
  const inMonth = `performed_on between '${month}-01' and '${month}-28'`;
  const ofKind = `activity_code = '${dice.pick(CODES)}'`;
  switch (index % 4) {
    case 0:
      return `select * from plain ${sorted} offset ${(index % PAGES) * LIMIT}`;
    case 1:
      return `select * from plain where ${ofKind} ${sorted}`;
    case 2:
      return `select * from plain where ${inMonth} ${sorted}`;
    default:
      return `select * from plain where ${inMonth} and ${ofKind} and duration_minutes >= 60 ${sorted}`;
  }
}
