import { expect, test } from "vitest";
import {
  codeIdOf,
  entryIdOf,
  holidayIdOf,
  periodIdOf,
  ruleSetIdOf,
  settingIdOf,
} from "./natural-ids.ts";

const SITE = "018f0000-0000-7000-8000-00000000000c";
const EMPLOYEE = "018f0000-0000-7000-8000-00000000000e";

test("[NAT1] the ids of what is stored already stay: old devices and databases have them", () => {
  expect(entryIdOf(EMPLOYEE, "2026-03-02")).toBe("ff6945b5-0c79-54f1-8787-41cf07cc85a7");
  expect(periodIdOf(SITE, "2026-03")).toBe("01662301-273a-5d12-8374-802b3ec21e73");
  expect(holidayIdOf("2028-01-01", null)).toBe("9ada6308-5be2-5c0f-9ecc-2daa1db44588");
  expect(holidayIdOf("2028-01-01", SITE)).toBe("0d5b0bdb-4358-5bc8-8d49-47fd063f6919");
  expect(ruleSetIdOf("2024-01-01")).toBe("13288466-9d4d-59e4-b592-7fdb25e0e3da");
  expect(codeIdOf("ZZ")).toBe("e05f3fa2-fb20-5a27-b875-f36b2bbbd56d");
  expect(settingIdOf("grid.start", null)).toBe("7a306840-63bc-5096-ac00-646630ffd91c");
  expect(settingIdOf("grid.start", SITE)).toBe("ab5442bf-a592-5d8b-9376-6a21c4d49afd");
});
