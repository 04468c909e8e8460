import { expect, test } from "vitest";
import { profileIdOf } from "./profile-id.ts";

test("[NAT1] the id of a profile that is stored already stays", () => {
  const person = "018f0000-0000-7000-8000-00000000000e";
  expect(profileIdOf(person)).toBe("8a548856-1d4b-50da-9278-2d5884b803ba");
});
