import { Problem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import { startFailure } from "./start-failure.ts";

const CONFIG = { host: "127.0.0.1", port: 8000, data: "./data", databaseUrl: null };
const DATABASE = { ...CONFIG, databaseUrl: "postgres://me:secret@db.example.org/health" };

function systemError(code: string, facts: object = {}): Error {
  return Object.assign(new Error(code), { code }, facts);
}

describe("a failed start", () => {
  test.each([
    [systemError("EADDRINUSE"), CONFIG, "port_in_use"],
    [systemError("EACCES", { syscall: "listen" }), CONFIG, "port_forbidden"],
    [systemError("EACCES", { syscall: "mkdir" }), CONFIG, "data_folder_unusable"],
    [systemError("EADDRNOTAVAIL"), CONFIG, "address_unknown"],
    [systemError("ENOTFOUND", { hostname: "127.0.0.1" }), CONFIG, "address_unknown"],
    [systemError("ENOTDIR"), CONFIG, "data_folder_unusable"],
    [systemError("ECONNREFUSED"), DATABASE, "database_unreachable"],
    [systemError("ENOTFOUND", { hostname: "db.example.org" }), DATABASE, "database_unreachable"],
    [systemError("28P01"), DATABASE, "database_unreachable"],
    [systemError("3D000"), DATABASE, "database_unreachable"],
  ])("by %s is said as %o has it: %s", (error, config, code) => {
    expect(startFailure(error, config)).toMatchObject({ code, message: expect.any(String) });
  });

  test("never tells the database's user or password", () => {
    const problem = startFailure(systemError("ECONNREFUSED"), DATABASE) as Problem;
    expect(problem.message).toContain("db.example.org:5432/health");
    expect(problem.message).not.toMatch(/me:|secret/);
  });

  test("of unknown cause, or by a Problem, is left as it is", () => {
    const defect = new Error("a defect");
    const problem = new Problem({ code: "x", message: "Y." });
    expect(startFailure(defect, CONFIG)).toBe(defect);
    expect(startFailure(problem, CONFIG)).toBe(problem);
  });
});
