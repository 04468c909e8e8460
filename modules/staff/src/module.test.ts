import { whoActs } from "@healthops/schema/person";
import { composeSchema } from "@healthops/schema/schema";
import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { expect, test } from "vitest";
import { staffModule } from "./schema.ts";

moduleSuite({ module: { module: staffModule }, folder: new URL("..", import.meta.url) });

test("of these only patients are at their site from outside", () => {
  const { duties } = composeSchema([staffModule]);
  const outside = [...duties.keys()].filter(
    (name) =>
      whoActs(duties, { personId: "p", role: "USER", duties: [name], siteId: "s" }).workplaceIds
        .length === 0,
  );
  expect(outside).toEqual(["patient"]);
});
