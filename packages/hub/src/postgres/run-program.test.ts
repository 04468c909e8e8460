import { expect, test } from "vitest";

import { programEnvironment, runProgram } from "./run-program.ts";

test("a program gets no PG* variables, which would point it at another server", () => {
  const given = { PATH: "/bin", PGDATA: "/elsewhere", pghost: "far.example", LANG: "tr_TR.UTF-8" };
  expect(programEnvironment(given)).toEqual({ PATH: "/bin", LANG: "tr_TR.UTF-8", LC_ALL: "C" });
});

test("a program's exit code and output are told, whatever they are", async () => {
  const code = "console.log('out'); console.error('err'); process.exit(3)";
  const result = await runProgram(process.execPath, ["-e", code], { user: null, folder: "/" });
  expect(result.exitCode).toBe(3);
  expect(result.output).toContain("out");
  expect(result.output).toContain("err");
});

test("a program that does not exist is an error with its code", async () => {
  const run = runProgram("/does/not/exist", [], { user: null, folder: "/" });
  await expect(run).rejects.toMatchObject({ code: "ENOENT" });
});
