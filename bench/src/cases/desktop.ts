import { mkdtempSync, openAsBlob, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Line } from "../report/line.ts";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

const EMPLOYEES = 500;
const AIM = { atLeast: 20_000 };

/** A region's old desktop program hands over its whole database, and downloads the merged one. */
export const desktop: Case = {
  name: "desktop",
  title: "whole databases of old desktop programs",
  async run(world, { records, rounds }) {
    const folder = mkdtempSync(join(tmpdir(), "healthops-bench-desktop-"));
    const rates = new Map<string, number[]>();
    for (let round = 1; round <= rounds; round += 1) {
      world.progress(`desktop: round ${round} of ${rounds}`);
      const database = await world.database(0);
      const { url, program } = await world.hub(database);
      const path = join(folder, `${round}.db`);
      makeFile(path, records);
      const key = await program.call("key", null);
      const measure = async (what: string, work: () => Promise<void>): Promise<void> => {
        const start = performance.now();
        await work();
        const seconds = (performance.now() - start) / 1_000;
        rates.set(what, [...(rates.get(what) ?? []), records / seconds]);
      };
      await measure("merge of new rows", () => upload(url, key, path));
      await measure("the same file again", () => upload(url, key, path));
      change(path, "notes = 'changed' where id % 100 = 0");
      await measure("with one row of 100 changed", () => upload(url, key, path));
      change(path, "end_time = '18:00'");
      await measure("with every row changed", () => upload(url, key, path));
      await measure("download", () => download(url, key));
      await world.stop(program);
      await database.drop();
    }
    rmSync(folder, { recursive: true, force: true });
    return [...rates].map(([what, values]): Line => ({
      what: `${what}, ${counted(records)} rows`,
      unit: "rows/s",
      better: "higher",
      rounds: values,
      aim: AIM,
    }));
  },
};

function makeFile(path: string, rows: number): void {
  const database = new DatabaseSync(path);
  database.exec(`
    create table employees (id integer primary key, name text, region text, position text, created_at text);
    create table timesheets (id integer primary key, employee_id integer, work_date text, start_time text,
      end_time text, break_minutes integer, is_special integer, notes text, region text);
    begin;
    with recursive n (id) as (select 1 union all select id + 1 from n where id < ${EMPLOYEES})
      insert into employees select id, 'Employee ' || id, 'Bench', 'Worker', '2024-01-01 08:00:00' from n;
    with recursive n (id) as (select 1 union all select id + 1 from n where id < ${rows - EMPLOYEES})
      insert into timesheets select id, 1 + id % ${EMPLOYEES},
        date('2025-01-01', '+' || (id / ${EMPLOYEES}) || ' days'), '08:00', '17:30', 60, 0,
        case when id % 10 = 0 then 'a note about the day' end, 'Bench' from n;
    commit;
  `);
  database.close();
}

function change(path: string, assignment: string): void {
  const database = new DatabaseSync(path);
  database.exec(`update timesheets set ${assignment}`);
  database.close();
}

async function upload(url: string, key: string, path: string): Promise<void> {
  const form = new FormData();
  form.append("db", await openAsBlob(path), "program.db");
  const headers = { "x-api-key": key };
  const response = await fetch(`${url}/sync`, { method: "POST", headers, body: form });
  const answer = (await response.json()) as { refused?: number };
  if (response.status !== 200 || answer.refused !== 0) throw new Error(JSON.stringify(answer));
}

async function download(url: string, key: string): Promise<void> {
  const response = await fetch(`${url}/sync/download`, { headers: { "x-api-key": key } });
  const bytes = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(Buffer.from(bytes).toString());
}
