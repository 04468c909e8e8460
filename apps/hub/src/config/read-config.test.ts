import { Problem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import { readConfig, readInvocation } from "./read-config.ts";

function problemOf(read: () => unknown): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the hub's settings", () => {
  test("have defaults that suit a first try on one's own machine", () => {
    expect(readConfig({}, {})).toMatchObject({
      host: "127.0.0.1",
      port: 8000,
      data: "./data",
      databaseUrl: null,
      demo: null,
      logLevel: "info",
      logFormat: null,
      trustProxy: [],
      rateLimit: 600,
    });
  });

  test("come from a flag before the variable, and from the variable before the default", () => {
    const environment = { HEALTHOPS_PORT: "9001", HEALTHOPS_HOST: "0.0.0.0" };
    const invocation = readInvocation(["--port", "9002", "--demo"], environment);
    expect(invocation).toMatchObject({
      kind: "run",
      config: { port: 9002, host: "0.0.0.0", demo: "full" },
    });
  });

  test("take an empty variable for one that is not set", () => {
    expect(readConfig({}, { DATABASE_URL: "", HEALTHOPS_PORT: "" })).toMatchObject({
      databaseUrl: null,
      port: 8000,
    });
  });

  test("read lists, limits and switches", () => {
    const config = readConfig(
      { rateLimit: "none", metricsForAll: "true" },
      {
        HEALTHOPS_TRUST_PROXY: "10.0.0.5, 192.168.0.0/16",
        HEALTHOPS_ALLOWED_ORIGINS: "https://app.example.org",
        HEALTHOPS_DEMO: "off",
      },
    );
    expect(config).toMatchObject({
      rateLimit: null,
      metricsForAll: true,
      trustProxy: ["10.0.0.5", "192.168.0.0/16"],
      allowedOrigins: ["https://app.example.org"],
      demo: null,
    });
  });

  test("turn a switch off by --no-", () => {
    expect(readInvocation(["--demo", "--no-demo"], {})).toMatchObject({ config: { demo: null } });
    const argv = ["--metrics-for-all", "--no-metrics-for-all"];
    expect(readInvocation(argv, {})).toMatchObject({ config: { metricsForAll: false } });
  });

  test.each([
    [["--demo"], "full"],
    [["--demo", "--port", "1"], "full"],
    [["--demo=small"], "small"],
    [["--demo", "small", "--port", "1"], "small"],
    [["--demo=false"], null],
  ])("of a switch with words, %j means %s", (argv, demo) => {
    expect(readInvocation(argv, {})).toMatchObject({ config: { demo } });
  });

  test.each(["--demo=tiny", "--demo=", "--no-demo=small"])("refuse %s", (flag) => {
    expect(problemOf(() => readInvocation([flag], {})).code).toBe("bad_setting");
  });

  test.each([
    ["HEALTHOPS_PORT", "65536"],
    ["HEALTHOPS_PORT", "80a"],
    ["HEALTHOPS_LOG_LEVEL", "loud"],
    ["HEALTHOPS_DEMO", "perhaps"],
    ["HEALTHOPS_TRUST_PROXY", "300.0.0.1"],
    ["HEALTHOPS_TRUST_PROXY", "10.0.0.0/64"],
    ["HEALTHOPS_ALLOWED_ORIGINS", "https://app.example.org/path"],
    ["HEALTHOPS_RATE_LIMIT", "0"],
    ["DATABASE_URL", "mysql://host/database"],
  ])("refuse %s=%s by its name, with what is allowed", (variable, value) => {
    const problem = problemOf(() => readConfig({}, { [variable]: value }));
    expect(problem.code).toBe("bad_setting");
    expect(problem.faults).toMatchObject([{ field: variable, allowed: expect.any(String) }]);
    expect(problem.message).not.toContain(value);
  });

  test("name every fault at once, flags as flags", () => {
    const problem = problemOf(() =>
      readInvocation(["--port", "x"], { HEALTHOPS_LOG_FORMAT: "xml" }),
    );
    expect(problem.faults.map(({ field }) => field)).toEqual(["--port", "HEALTHOPS_LOG_FORMAT"]);
  });

  test.each([
    [["--prot", "1"], "--prot"],
    [["--port"], "--port"],
    [["serve"], "serve"],
  ])("refuse the command line %j by name", (argv, name) => {
    expect(problemOf(() => readInvocation(argv, {})).message).toContain(name);
  });

  test("give way to --help and --version", () => {
    expect(readInvocation(["--help"], { HEALTHOPS_PORT: "x" }).kind).toBe("help");
    expect(readInvocation(["--version"], {}).kind).toBe("version");
  });
});
