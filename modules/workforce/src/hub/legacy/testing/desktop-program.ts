import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Hub } from "@healthops/hub/hub";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { createKey } from "@healthops/hub/keys/key-admin";
import type { TableAnswer } from "../upload-answer.ts";

type Row = Readonly<Record<string, string | number | null>>;

const SHAPE = `
  create table employees (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, region TEXT,
    position TEXT, created_at TEXT);
  create table timesheets (id INTEGER PRIMARY KEY AUTOINCREMENT, employee_id INTEGER, work_date TEXT,
    start_time TEXT, end_time TEXT, break_minutes INTEGER, is_special INTEGER, notes TEXT, region TEXT);
  create table vehicles (id INTEGER PRIMARY KEY, plate TEXT, brand TEXT, model TEXT, region TEXT);
  create table drivers (id INTEGER PRIMARY KEY, full_name TEXT, license_class TEXT, phone TEXT, region TEXT);
  create table users (id INTEGER PRIMARY KEY, username TEXT, role TEXT, region TEXT);
  create table settings (key TEXT PRIMARY KEY, value TEXT);
`;

/** What the hub answered to an upload. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly code?: string;
    readonly detail?: string;
    readonly tables: Readonly<Record<string, TableAnswer>>;
  };
}

/** A region's old desktop program with its database file. */
export class DesktopProgram {
  readonly keyId: string;
  readonly key: string;
  readonly #url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "desktop-program-"));
  readonly path = join(this.#folder, "program.db");

  constructor(url: string, made: { id: string; key: string }) {
    this.#url = url;
    this.keyId = made.id;
    this.key = made.key;
    this.sql(SHAPE);
  }

  /** Runs statements on the program's file. */
  sql(text: string): void {
    const database = new DatabaseSync(this.path);
    database.exec(text);
    database.close();
  }

  rows(text: string): Row[] {
    const database = new DatabaseSync(this.path, { readOnly: true });
    const rows = database.prepare(text).all() as Row[];
    database.close();
    return rows.map((row) => Object.assign({}, row));
  }

  insert(table: string, row: Row): void {
    const database = new DatabaseSync(this.path);
    const names = Object.keys(row);
    const marks = names.map(() => "?").join(", ");
    database
      .prepare(`insert into ${table} (${names.join(", ")}) values (${marks})`)
      .run(...Object.values(row));
    database.close();
  }

  employee(id: number, name: string, region: string | null = "Ankara"): void {
    this.insert("employees", {
      id,
      name,
      region,
      position: "Worker",
      created_at: `2024-01-01 08:00:0${id % 10}`,
    });
  }

  entry(id: number, employee: number, day: string, rest: Row = {}): void {
    this.insert("timesheets", {
      id,
      employee_id: employee,
      work_date: day,
      start_time: "08:00",
      end_time: "17:00",
      break_minutes: 60,
      is_special: 0,
      notes: null,
      region: "Ankara",
      ...rest,
    });
  }

  async upload(headers: Record<string, string> = {}, path = this.path): Promise<Answer> {
    return this.send(readFileSync(path), headers);
  }

  async send(
    bytes: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new FormData();
    form.append("db", new Blob([bytes]), "program.db");
    const response = await fetch(`${this.#url}/sync`, {
      method: "POST",
      headers: { "x-api-key": this.key, ...headers },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  }

  /** Downloads the merged database; puts it in place of the program's own unless told not to. */
  async download(replace = true, headers: Record<string, string> = {}): Promise<number> {
    const response = await fetch(`${this.#url}/sync/download`, {
      headers: { "x-api-key": this.key, ...headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 200 && replace) writeFileSync(this.path, bytes);
    return response.status;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A program with a key of its own. */
export async function newProgram(
  hub: Hub,
  url: string,
  siteId: string | null,
): Promise<DesktopProgram> {
  const made = await createKey({ hub, actor: SYSTEM_ACTOR }, { siteId, label: "Test PC" });
  return new DesktopProgram(url, made);
}

/** added, changed, unchanged, conflicts, refused of one table. */
export function counts(answer: Answer, table: string): number[] {
  const told = answer.body.tables[table];
  if (told === undefined) throw new Error(JSON.stringify(answer.body));
  return [told.added, told.changed, told.unchanged, told.conflicts, told.refused];
}
