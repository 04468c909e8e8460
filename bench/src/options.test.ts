import { expect, test } from "vitest";
import type { Case } from "./cases/case.ts";
import { helpText, readOptions } from "./options.ts";

const cases: Case[] = ["push", "pull"].map((name) => ({
  name,
  title: `about ${name}`,
  run: async () => [],
}));

test("without options everything runs in full", () => {
  const none = { help: false, quick: false, profile: false, only: null, json: null };
  expect(readOptions([], cases)).toEqual(none);
});

test("--only takes names of cases, separated by commas", () => {
  expect(readOptions(["--only", "pull, push", "--quick"], cases)).toMatchObject({
    only: ["pull", "push"],
    quick: true,
  });
});

test.each([
  ["an unknown case", ["--only", "pull,pill"], "no case pill. Choose from push, pull"],
  ["an unknown option", ["--fast"], "--help"],
])("%s is refused with what there is", (_, argv, text) => {
  expect(() => readOptions(argv, cases)).toThrow(
    expect.objectContaining({ code: "bad_option", message: expect.stringContaining(text) }),
  );
});

test("the help lists options and cases", () => {
  const about = { what: "Measures.", script: "bench" };
  expect(helpText(about, cases)).toMatch(/run bench [^]*--only <cases>[^]*pull {2}about pull/);
});
