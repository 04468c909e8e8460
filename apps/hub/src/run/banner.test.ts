import { describe, expect, test } from "vitest";
import { readConfig } from "../config/read-config.ts";
import { banner } from "./banner.ts";

function bannerOf(flags: Parameters<typeof readConfig>[0]): string {
  const config = readConfig(flags, {});
  return banner({ address: "http://x:1", config, demo: "created", hasPeople: true });
}

describe("what is said at the start", () => {
  test("names the demo's password where it works", () => {
    expect(bannerOf({})).toContain("healthops-demo (for all of them)");
    expect(bannerOf({ host: "0.0.0.0" })).toContain("password is refused");
  });

  test("warns when other machines reach the hub by plain HTTP", () => {
    expect(bannerOf({ host: "0.0.0.0" })).toContain("plain HTTP");
    expect(bannerOf({ host: "10.0.0.7" })).toContain("HEALTHOPS_TLS_CERT");
  });

  test("does not warn on loopback, with a certificate, or with a named proxy in front", () => {
    for (const flags of [
      {},
      { host: "::1" },
      { host: "0.0.0.0", tlsCert: "c.pem", tlsKey: "k.pem" },
      { host: "0.0.0.0", trustProxy: "10.0.0.5" },
    ])
      expect(bannerOf(flags)).not.toContain("Beware");
  });
});
