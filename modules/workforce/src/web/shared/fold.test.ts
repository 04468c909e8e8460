import { expect, test } from "vitest";
import { fold } from "./fold.ts";

test("a search finds names whatever keyboard they are typed on", () => {
  expect(fold("İPEK")).toBe(fold("ipek"));
  expect(fold("Işık Çağlar")).toBe(fold("isik caglar"));
  expect(fold("Can")).not.toBe(fold("Cem"));
});
