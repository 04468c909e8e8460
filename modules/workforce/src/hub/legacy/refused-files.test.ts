import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listeningServer } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { workforceHub } from "../../hub.ts";
import type { DesktopProgram } from "./testing/desktop-program.ts";
import { counts, newProgram } from "./testing/desktop-program.ts";

const MB = 1024 * 1024;
let it: TestHub;
let server: OpenHubServer;
let url: string;
let pc: DesktopProgram;

let folder: string;

beforeAll(async () => {
  // The folder for files on their way, for this test alone.
  folder = mkdtempSync(join(tmpdir(), "refused-files-"));
  vi.stubEnv("TMPDIR", folder);
  it = await openTestHub([workforceHub]);
  ({ server, url } = await listeningServer(it.hub, { uploadLimit_bytes: 4 * MB }));
  pc = await newProgram(it.hub, url, await addSite(it.hub, "Ankara"));
  pc.employee(1, "Ada");
  pc.entry(1, 1, "2026-03-02");
});
afterAll(async () => {
  pc.close();
  await server.close();
  await it.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const histories = async (): Promise<number> =>
  (await it.hub.pool.query("select from hub.history")).rowCount ?? 0;

/** A copy of the program's file after some statements; answers its path. */
function copyWith(name: string, change: (path: string) => void): string {
  const path = `${pc.path}-${name}.db`;
  copyFileSync(pc.path, path);
  change(path);
  return path;
}

function withSql(name: string, sql: string): string {
  const own = pc.path;
  return copyWith(name, (path) => {
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    expect(path).not.toBe(own);
    const database = new DatabaseSync(path, { defensive: false });
    database.exec(sql);
    database.close();
  });
}

async function refusal(path: string): Promise<unknown[]> {
  const before = await histories();
  const { status, body } = await pc.upload({}, path);
  expect(await histories()).toBe(before);
  expect(body.detail, body.code).toMatch(/^[A-Z].*\.$/s);
  return [status, body.code];
}

/** Status and code of a request with any body. */
async function post(body: string | FormData, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/sync`, {
    method: "POST",
    headers: { "x-api-key": pc.key, ...headers },
    body,
  });
  return [response.status, ((await response.json()) as { code: string }).code];
}

describe("a file that is no database of the program is refused as a whole", () => {
  test("a text file named .db, and an empty one", async () => {
    const text = copyWith("text", (path) => writeFileSync(path, "not a database, a letter\n"));
    expect(await refusal(text)).toEqual([422, "not_a_database"]);
    const empty = copyWith("empty", (path) => writeFileSync(path, ""));
    expect(await refusal(empty)).toEqual([422, "not_a_database"]);
  });

  test("a file that was cut off, anywhere", async () => {
    const whole = readFileSync(pc.path);
    for (const size of [20, 101, 5_000, whole.length - 1]) {
      const path = copyWith(`cut-${size}`, (to) => writeFileSync(to, whole.subarray(0, size)));
      expect(await refusal(path), String(size)).toEqual([422, "damaged_database"]);
    }
  });

  test("pages full of noise", async () => {
    const noise = readFileSync(pc.path);
    for (let at = 4_096; at < noise.length; at += 7) noise[at] = (at * 31) % 251;
    const path = copyWith("noise", (to) => writeFileSync(to, noise));
    const [status, code] = await refusal(path);
    expect([status, code]).toEqual([422, "damaged_database"]);
  });

  test("no tables of ours, or a column without which rows mean nothing", async () => {
    expect(await refusal(withSql("other", "drop table employees"))).toEqual([422, "missing_table"]);
    expect(
      await refusal(withSql("column", "alter table timesheets drop column work_date")),
    ).toEqual([422, "missing_column"]);
  });

  test("a view or a virtual table in the place of a table", async () => {
    const view = "alter table employees rename to e; create view employees as select * from e";
    expect(await refusal(withSql("view", view))).toEqual([422, "not_a_table"]);
    const virtual = "drop table drivers; create virtual table drivers using fts5(id, full_name)";
    expect(await refusal(withSql("virtual", virtual))).toEqual([422, "not_a_table"]);
  });

  test("numbers and values beyond all measure", async () => {
    const number = "update timesheets set break_minutes = 9223372036854775807";
    expect(await refusal(withSql("number", number))).toEqual([422, "number_too_large"]);
    const value = "update employees set name = hex(zeroblob(1000000))";
    expect(await refusal(withSql("value", value))).toEqual([422, "value_too_large"]);
  });

  test("no form, no file in it, a form that breaks off", async () => {
    for (const type of ["application/json", "application/octet-stream", "text/plain"]) {
      expect(await post("{}", { "content-type": type }), type).toEqual([400, "not_a_form"]);
    }
    expect(await post(new FormData())).toEqual([
      400,
      expect.stringMatching(/^(file_missing|malformed_form)$/),
    ]);
    const form = new FormData();
    form.append("file", new Blob(["x"]), "x.db");
    expect(await post(form)).toEqual([400, "file_missing"]);
    const broken =
      '--b\r\nContent-Disposition: form-data; name="db"; filename="x.db"\r\n\r\nSQLite';
    expect(await post(broken, { "content-type": "multipart/form-data; boundary=b" })).toEqual([
      400,
      "malformed_form",
    ]);
  });
});

test("triggers, views, checks and generated columns of the file never run, and its rows are taken", async () => {
  const path = withSql(
    "hostile",
    `create table trace (what text);
    create trigger bad after insert on employees begin insert into trace values ('ran'); end;
    create view spy as select load_extension('x'), * from employees;
    alter table employees add column huge generated always as (hex(zeroblob(400000000))) virtual;
    create table drivers2 (id integer primary key, n int check (hex(zeroblob(400000000)) > n));
    create index slow on vehicles (length(hex(plate)));
    pragma journal_mode = wal`,
  );
  const answer = await pc.upload({}, path);
  expect([answer.status, counts(answer, "employees")[0]]).toEqual([200, 1]);
  expect(answer.body["ignoredTables"]).toEqual(["trace", "drivers2"]);
  await pc.download();
  expect(pc.rows("select name from sqlite_master where type in ('trigger', 'view')")).toEqual([]);
  expect(
    pc.rows("select sql from sqlite_master where name = 'employees'")[0]?.["sql"],
  ).not.toContain("huge");
});

const warningsOf = async (path: string): Promise<unknown> =>
  (await pc.upload({}, path)).body["warnings"];

describe("a file that may lack what the program did last is taken with a warning", () => {
  test("with a log of its own beside it", async () => {
    expect(await warningsOf(pc.path)).toEqual([]);
    const path = withSql("wal", "pragma journal_mode = wal");
    expect(await warningsOf(path)).toEqual([expect.stringContaining("-wal")]);
  });

  test("copied in the middle of a transaction", async () => {
    const path = copyWith("unfinished", () => undefined);
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    const database = new DatabaseSync(path);
    database.exec(`pragma cache_size = 1; begin;
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 200)
      insert into settings select i, hex(zeroblob(500)) from n`);
    expect(await warningsOf(path)).toEqual([
      expect.stringContaining("while the program was writing"),
    ]);
    database.exec("rollback");
    database.close();
  });
});

describe("a file that is too large", () => {
  test("is refused by its announced size before any of it is read", async () => {
    const { status, body } = await pc.send(new Uint8Array(5 * MB));
    expect([status, body.code, body["limit_bytes"]]).toEqual([413, "file_too_large", 4 * MB]);
  });

  test("is cut off at the limit when it does not say how large it is", async () => {
    // In another field nobody looks at it, and before the first one it is in no field at all.
    for (const start of [partOf("db"), partOf("other"), "no form"]) {
      const answer = await endless(url, pc.key, start);
      expect(answer, start).toMatchObject({ status: 413, code: "file_too_large" });
      expect(answer.sent_MB, start).toBeLessThan(200);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith("healthops-desktop-"))).toEqual([]);
  });
});

function partOf(field: string): string {
  return `--b\r\nContent-Disposition: form-data; name="${field}"; filename="x.db"\r\n\r\n`;
}

/** Sends a form without an end until the hub has enough. */
function endless(
  to: string,
  key: string,
  start: string,
): Promise<{ status: number; code: string; sent_MB: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const request = httpRequest(join(to, "/sync").replace(":/", "://"), {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "multipart/form-data; boundary=b" },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        request.destroy();
        const { code } = JSON.parse(text) as { code: string };
        resolve({ status: response.statusCode ?? 0, code, sent_MB: sent });
      });
    });
    request.write(start);
    const piece = Buffer.alloc(MB, "SQLite format 3\0");
    const more = (): void => {
      if (request.destroyed || sent > 500) return;
      sent++;
      request.write(piece, () => setImmediate(more));
    };
    more();
  });
}
