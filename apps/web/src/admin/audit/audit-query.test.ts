import { expect, test } from "vitest";
import { auditFilterOf, auditPath, eventsPath, isFiltered } from "./audit-query.ts";

const PERSON = "018f0000-0000-7000-8000-00000000000a";
const KINDS = new Set(["notices", "people"]);

test("an address says what is looked for", () => {
  const filter = auditFilterOf(
    { section: "audit", person: PERSON, collection: "notices", op: "update", from: "2026-03-01" },
    KINDS,
  );
  expect(isFiltered(filter)).toBe(true);
  const query = new URL(auditPath(filter, 50), "http://hub").searchParams;
  expect(query.get("person")).toBe(PERSON);
  expect(query.get("collection")).toBe("notices");
  expect(query.get("op")).toBe("update");
  expect(query.get("limit")).toBe("50");
  expect(query.get("section")).toBeNull();
});

test("what cannot be a filter is left out, so that the hub need not refuse it", () => {
  const filter = auditFilterOf(
    { person: "Ayşe", collection: "nothing", op: "drop", from: "2026-13-40", record: "1" },
    KINDS,
  );
  expect(isFiltered(filter)).toBe(false);
});

test("a period has its last day within it", () => {
  const filter = auditFilterOf({ from: "2026-03-31", to: "2026-03-31" }, KINDS);
  for (const path of [auditPath(filter, 1), eventsPath(filter, null, 1)]) {
    const query = new URL(path, "http://hub").searchParams;
    const hours =
      (Date.parse(query.get("to") ?? "") - Date.parse(query.get("from") ?? "")) / 3_600_000;
    expect(hours).toBe(24);
  }
});
