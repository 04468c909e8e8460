import { expect, test } from "vitest";
import { checkPin } from "./check-pin.ts";

test.each(["7391", "00712", "90817264"])("%s is a PIN", (pin) => {
  expect(() => checkPin(pin)).not.toThrow();
});

test.each([
  ["too short", "739"],
  ["too long", "739173917"],
  ["not of digits", "73a1"],
  ["of digits of another script", "٧٣٩١"],
  ["one digit again and again", "4444"],
  ["digits in a row", "3456"],
  ["digits in a row, over the nought", "7890"],
  ["digits in a row, backwards", "9876"],
])("a PIN that is %s is refused", (_what, pin) => {
  expect(() => checkPin(pin)).toThrow(expect.objectContaining({ code: "invalid_pin" }));
});
