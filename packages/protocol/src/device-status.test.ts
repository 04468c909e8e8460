import { expect, test } from "vitest";
import { deviceStatusText, readDeviceStatus } from "./device-status.ts";

const STATUS = { app: "0.1.0", waiting: 3, rejected: 0, conflicts: 12 };

test("what a device tells is read as it was told", () => {
  expect(deviceStatusText(STATUS)).toBe("app=0.1.0 waiting=3 rejected=0 conflicts=12");
  expect(readDeviceStatus(deviceStatusText(STATUS))).toEqual(STATUS);
  const unnamed = { ...STATUS, app: null };
  expect(readDeviceStatus(deviceStatusText(unnamed))).toEqual(unnamed);
});

test("[VER2] what a newer device tells besides is passed over", () => {
  expect(readDeviceStatus("battery=7 conflicts=12 rejected=0 waiting=3 app=0.1.0")).toEqual(STATUS);
});

test.each([
  [undefined],
  [""],
  ["waiting=3"],
  ["waiting=-1 rejected=0 conflicts=0"],
  ["waiting=1e3 rejected=0 conflicts=0"],
  ["waiting=9999999999 rejected=0 conflicts=0"],
  [`waiting=1 rejected=0 conflicts=0 ${"x".repeat(200)}`],
])("%j tells nothing", (text) => {
  expect(readDeviceStatus(text)).toBeNull();
});

test("[DEV5] more than anybody can mean is bounded, on both ends", () => {
  const many = { app: null, waiting: 999_999_999, rejected: 1_000_000, conflicts: 999_999 };
  const bounded = { app: null, waiting: 999_999, rejected: 999_999, conflicts: 999_999 };
  expect(readDeviceStatus("waiting=999999999 rejected=1000000 conflicts=999999")).toEqual(bounded);
  expect(readDeviceStatus(deviceStatusText(many))).toEqual(bounded);
});

test("a version that is no version is left out", () => {
  const told = "app=<b> waiting=1 rejected=0 conflicts=0";
  expect(readDeviceStatus(told)).toEqual({ app: null, waiting: 1, rejected: 0, conflicts: 0 });
  expect(deviceStatusText({ ...STATUS, app: "a b" })).not.toContain("app");
});
