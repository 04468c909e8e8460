import { Problem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import { problemOf } from "./error-problem.ts";
import { describeError } from "./log.ts";

const withCode = (code: string, message = "secret detail", statusCode?: number) =>
  Object.assign(new Error(message), { code, ...(statusCode === undefined ? {} : { statusCode }) });
const fromDatabase = (code: string) => Object.assign(withCode(code), { severity: "ERROR" });

describe("what a caller is told", () => {
  test("of a problem: the problem itself", () => {
    const problem = new Problem({ code: "x", message: "y" });
    expect(problemOf(problem)).toBe(problem);
  });

  test.each([
    [withCode("ECONNREFUSED"), "database_away", 503],
    [withCode("57P01"), "database_away", 503],
    [withCode("25006"), "database_away", 503],
    [new Error("Connection terminated unexpectedly"), "database_away", 503],
    [withCode("57014"), "timed_out", 503],
    [withCode("53100"), "disk_full", 503],
    [withCode("FST_ERR_CTP_BODY_TOO_LARGE"), "body_too_large", 413],
    [fromDatabase("22P02"), "value_not_storable", 400],
    [fromDatabase("22021"), "value_not_storable", 400],
    [fromDatabase("22003"), "value_not_storable", 400],
    [fromDatabase("23505"), "constraint_violated", 409],
    [fromDatabase("23514"), "constraint_violated", 409],
    [fromDatabase("54001"), "request_too_complex", 413],
    [fromDatabase("42P01"), "internal_error", 500],
    [withCode("22P02"), "internal_error", 500],
    [withCode("FST_ERR_NEW", "secret", 400), "malformed_request", 400],
    [withCode("FST_ERR_NEW", "secret", 500), "internal_error", 500],
    [new TypeError("x is not a function"), "internal_error", 500],
    ["a thrown text", "internal_error", 500],
  ])("of %s: %s %i, and nothing of its inside", (error, code, status) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ code, status });
    expect(problem.message).not.toContain("secret");
  });
});

test("the log keeps a database error without the values that it quotes", () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "Jane Doe"'), {
    code: "22P02",
    severity: "ERROR",
    routine: "string_to_uuid",
    detail: "Key (username)=(Jane) already exists.",
  });
  const described = describeError(new Error("outer", { cause: error }));
  expect(described).toMatchObject({ message: "outer", cause: { code: "22P02" } });
  expect(JSON.stringify(described)).not.toContain("Jane");
});
