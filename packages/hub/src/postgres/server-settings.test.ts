import { describe, expect, test } from "vitest";

import { serverFlags } from "./server-settings.ts";

describe("server settings", () => {
  test("are passed to the shell one by one, in double quotes", () => {
    const flags = serverFlags(5555, { commit_delay: 2000, shared_buffers: "256MB" }, true);
    expect(flags).toContain('-c "commit_delay=2000"');
    expect(flags).toContain('-c "shared_buffers=256MB"');
    expect(flags).not.toContain("shared_buffers=128MB");
    expect(flags).toContain('-c "port=5555"');
  });

  test("keep a durable server durable and on loopback only", () => {
    const flags = serverFlags(5555, {}, true);
    expect(flags).toContain('-c "fsync=on"');
    expect(flags).toContain('-c "synchronous_commit=on"');
    expect(flags).toContain('-c "full_page_writes=on"');
    expect(flags).toContain('-c "listen_addresses=127.0.0.1"');
  });

  test.each([
    ["fsync", "off"],
    ["synchronous_commit", "off"],
    ["full_page_writes", "off"],
    ["listen_addresses", "*"],
    ["log_error_verbosity", "verbose"],
    ["work_mem", '4MB"; rm -rf /'],
    ["work_mem", "$(reboot)"],
    ["work mem", "4MB"],
    ["--help", "1"],
  ])("refuse %s=%s", (name, value) => {
    expect(() => serverFlags(5555, { [name]: value }, true)).toThrow(
      expect.objectContaining({ code: "database_setting_refused" }),
    );
  });
});
