import { describe, expect, test } from "vitest";

import { parsePostmasterFile } from "./postmaster-file.ts";

describe("postmaster.pid", () => {
  test("gives process, folder, port and status of a running server", () => {
    const text =
      "6335\n/data/postgres/cluster\n1795238281\n45671\n\n127.0.0.1\n  9979672         9\nready   \n";
    expect(parsePostmasterFile(text)).toEqual({
      pid: 6335,
      folder: "/data/postgres/cluster",
      port: 45671,
      status: "ready",
    });
  });

  test("has no port and status in the first moments of a start", () => {
    expect(parsePostmasterFile("6335\n/data\n1795238281\n")).toEqual({
      pid: 6335,
      folder: "/data",
      port: null,
      status: null,
    });
  });

  test.each(["", "\n", "12", "abc\n/data\n", "-4\n/data\n"])(
    "is nothing when cut short: %j",
    (text) => {
      expect(parsePostmasterFile(text)).toBeNull();
    },
  );
});
