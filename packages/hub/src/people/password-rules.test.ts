import { describe, expect, test } from "vitest";
import { assertGoodPassword, assertNotDemoPassword } from "./password-rules.ts";

describe("a new password", () => {
  test.each([
    ["short", "use at least 10 characters."],
    ["😀😁😂🤣😃😄😅😆😉", "use at least 10 characters."],
    [Array.from({ length: 67 }, () => "abc").join(""), "use at most 200 characters."],
    ["aaaaaaaaaaaa", "use at least 4 different characters."],
    ["Ada.Lovelace", "it must differ from the user name."],
  ])("%j is refused: %s", (password, message) => {
    expect(() => assertGoodPassword(password, "ada.lovelace")).toThrow(message);
  });

  test("names its field and the allowed length, never the password", () => {
    expect(() => assertGoodPassword("geheim", "ada", "newPassword")).toThrow(
      expect.objectContaining({
        code: "weak_password",
        status: 422,
        faults: [
          {
            field: "newPassword",
            message: "use at least 10 characters.",
            allowed: "10 to 200 characters",
            label: {
              en: "The password was not accepted: use at least 10 characters.",
              tr: "Parola kabul edilmedi: en az 10 karakter kullanın.",
            },
          },
        ],
      }),
    );
  });

  test("of ordinary length is taken", () => {
    expect(() => assertGoodPassword("doğru at pil zımba", "ada")).not.toThrow();
  });
});

test("the demo's password works on loopback only", () => {
  expect(() => assertNotDemoPassword("healthops-demo", { mayUseDemo: true })).not.toThrow();
  expect(() => assertNotDemoPassword("healthops-demo", { mayUseDemo: false })).toThrow(
    "on the hub's own machine",
  );
  expect(() => assertNotDemoPassword("another password", { mayUseDemo: false })).not.toThrow();
});
