import path from "node:path";
import { isLoopback } from "@healthops/hub/requests/loopback";
import { DEMO_PASSWORD } from "@healthops/hub/people/password-rules";
import type { HubConfig } from "../config/settings.ts";
import type { DemoOutcome } from "../demo/create-demo.ts";
import { DEMO_PEOPLE } from "../demo/demo-people.ts";

export interface BannerFacts {
  readonly address: string;
  readonly config: Pick<HubConfig, "host" | "data" | "databaseUrl" | "tlsCert" | "trustProxy">;
  readonly demo: DemoOutcome | null;
  /** Whether anybody at all has an account. */
  readonly hasPeople: boolean;
}

/** What is printed when the hub is ready: where to look, how to sign in, how to stop. */
export function banner(facts: BannerFacts): string {
  const { address, config } = facts;
  const lines: [string, string][] = [
    ["Address", address],
    ["API", `${address}/api/docs`],
    ...warningLines(facts),
    ...signInLines(facts),
    [
      "Data",
      config.databaseUrl === null ? path.resolve(config.data) : "the PostgreSQL of DATABASE_URL",
    ],
    ["Stop", "Ctrl-C"],
  ];
  return [
    "",
    "  HealthOps is ready.",
    "",
    ...lines.map(([name, text]) => `  ${name.padEnd(9)} ${text}`),
    "",
    "",
  ].join("\n");
}

function signInLines({ config, demo, hasPeople }: BannerFacts): [string, string][] {
  if (demo === "created" || demo === "present") return demoLines(config.host);
  const lines: [string, string][] =
    demo === "not_empty" ? [["Demo", "not created: the database has people of its own"]] : [];
  if (!hasPeople) {
    lines.push([
      "Sign in",
      "nobody yet; add the first one: npx healthops user add <name> --role ADMIN",
    ]);
  }
  return lines;
}

function demoLines(host: string): [string, string][] {
  const names = DEMO_PEOPLE.map(({ username }) => username);
  const half = names.findIndex((name) => name.endsWith("-manager"));
  const lines: [string, string][] = [
    ["Sign in", `${names.slice(0, half).join(", ")},`],
    ["", `${names.slice(half).join(", ")}`],
  ];
  if (isLoopback(host)) return [...lines, ["Password", `${DEMO_PASSWORD} (for all of them)`]];
  return [
    ...lines,
    ["Password", "the demo password is refused, because other machines can reach this hub;"],
    ["", "set one: npx healthops user set-password <name>"],
  ];
}

/** Said also by the log: what travels readable for everybody between. */
export function plainWarning({
  host,
  tlsCert,
  trustProxy,
}: Pick<HubConfig, "host" | "tlsCert" | "trustProxy">): string | null {
  if (isLoopback(host) || tlsCert !== null || trustProxy.length > 0) return null;
  return (
    "other machines reach this hub by plain HTTP: passwords and health data can be read on the way. " +
    "Give it a certificate (HEALTHOPS_TLS_CERT, HEALTHOPS_TLS_KEY), or put a proxy that does TLS in front " +
    "and name it in HEALTHOPS_TRUST_PROXY"
  );
}

function warningLines(facts: BannerFacts): [string, string][] {
  const warning = plainWarning(facts.config);
  return warning === null ? [] : [["Beware", `${warning}.`]];
}
