import { composeSchema } from "@healthops/schema/schema";
import type { Person } from "@healthops/ui/data/identity.tsx";
import type { ModuleReport, WebModule } from "@healthops/ui/modules/web-module";
import { expect, test } from "vitest";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";
import { matchingReports, reportsFor } from "./find-reports.ts";

const person = { role: "USER" } as Person;
const report = (name: string, en: string, tr: string, forAll = true): ModuleReport => ({
  name,
  title: { en, tr },
  description: { en: "-", tr: "-" },
  offeredTo: () => forAll,
  load: () => Promise.reject(new Error("not opened here")),
});
const wellness: WebModule = {
  name: "wellness",
  screens: [],
  reports: [
    report("leave", "Leave balances", "İzin bakiyeleri"),
    report("heat", "Heating", "Isınma"),
    report("secret", "Secret", "Gizli", false),
  ],
  icons: {},
  onPhone: [],
  hidden: [],
};
const schema = composeSchema(SCHEMA_MODULES);

test("a person is offered what is for them, at an address of its own", () => {
  const groups = reportsFor(
    person,
    new Set(["wellness", "empty"]),
    [wellness, { ...wellness, name: "empty", reports: [] }],
    schema,
  );
  expect(groups.map(({ name }) => name)).toEqual(["wellness"]);
  expect(groups[0]?.reports.map(({ href }) => href)).toEqual([
    "/reports/wellness/leave",
    "/reports/wellness/heat",
  ]);
});

test("a module that is not shown has no reports", () => {
  expect(reportsFor(person, new Set(["notices"]), [wellness], schema)).toEqual([]);
});

test("the search takes every word, with or without the language's dots", () => {
  const groups = reportsFor(person, new Set(["wellness"]), [wellness], schema);
  const names = (typed: string, language: "en" | "tr") =>
    matchingReports(groups, typed, language).flatMap(({ reports }) =>
      reports.map(({ report: { name } }) => name),
    );
  expect(names("", "en")).toEqual(["leave", "heat"]);
  expect(names("bal LEAVE", "en")).toEqual(["leave"]);
  expect(names("izin", "tr")).toEqual(["leave"]);
  expect(names("IZIN", "tr")).toEqual(["leave"]);
  expect(names("isin", "tr")).toEqual(["heat"]);
  expect(names("izin ısın", "tr")).toEqual([]);
});
