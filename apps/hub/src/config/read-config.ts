import { parseArgs } from "node:util";
import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import { flagOf } from "./setting.ts";
import type { HubConfig, SettingName } from "./settings.ts";
import { SETTING_NAMES, settingNamed } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings as somebody typed them behind flags; switches are `true` or `false`. */
export type GivenFlags = Readonly<Partial<Record<SettingName, string>>>;

/** What a command line of the hub asks for. */
export type Invocation =
  | { readonly kind: "run"; readonly config: HubConfig }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

/**
 * Reads the hub's command line and environment; a flag goes before its variable. Throws Problem
 * `bad_setting` with a fault for each thing that is not allowed.
 */
export function readInvocation(argv: readonly string[], environment: Environment): Invocation {
  const options: Record<string, { type: "boolean" | "string"; short?: string }> = {
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "V" },
  };
  for (const name of SETTING_NAMES) {
    const setting = settingNamed(name);
    options[flagOf(setting)] = { type: setting.argument === null ? "boolean" : "string" };
  }
  const values = parsed(argv.flatMap(withArgument), options);
  if (values["help"] === true) return { kind: "help" };
  if (values["version"] === true) return { kind: "version" };
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = values[flagOf(settingNamed(name))];
    if (value !== undefined) given[name] = String(value);
  }
  return { kind: "run", config: readConfig(given, environment) };
}

const ALONE = new Map(
  SETTING_NAMES.map(settingNamed)
    .filter(({ argumentOptional }) => argumentOptional)
    .flatMap((setting) => [
      [`--${flagOf(setting)}`, `--${flagOf(setting)}=true`],
      [`--no-${flagOf(setting)}`, `--${flagOf(setting)}=false`],
    ]),
);

/** The parser knows flags that have an argument and flags that have none: one that may have is given one. */
function withArgument(typed: string, at: number, argv: readonly string[]): readonly string[] {
  const full = ALONE.get(typed);
  if (full === undefined) return [typed];
  const next = argv[at + 1];
  const isGiven = next !== undefined && !next.startsWith("-") && !typed.startsWith("--no-");
  return [isGiven ? typed : full];
}

/** The settings in force: what was given behind flags, else the environment, else the defaults. */
export function readConfig(given: GivenFlags, environment: Environment): HubConfig {
  const faults: FieldFault[] = [];
  const config: Partial<Record<SettingName, unknown>> = {};
  for (const name of SETTING_NAMES) {
    const setting = settingNamed(name);
    const flag = given[name];
    // An empty variable counts as unset: compose files and unit files write them so.
    const text = flag ?? (environment[setting.env] || undefined);
    const value = text === undefined ? setting.default : setting.parse(text);
    if (value === undefined) {
      const field = flag === undefined ? setting.env : `--${flagOf(setting)}`;
      faults.push({ field, message: "the value is not allowed", allowed: setting.allowed });
    }
    config[name] = value;
  }
  if (faults.length > 0) throw badSetting(faults);
  return config as HubConfig;
}

function parsed(
  argv: readonly string[],
  options: Record<string, { type: "boolean" | "string"; short?: string }>,
): Readonly<Record<string, string | boolean | undefined>> {
  try {
    return parseArgs({ args: [...argv], options, allowNegative: true, allowPositionals: false })
      .values as Readonly<Record<string, string | boolean | undefined>>;
  } catch (error) {
    // Node's sentences name the flag: "Unknown option '--prot'."
    const [message = ""] = String(error instanceof Error ? error.message : error).split(". ");
    throw new Problem({
      code: "bad_setting",
      message: `${message.replace(/\.?$/, ".")} --help lists the flags there are.`,
      cause: error,
    });
  }
}

function badSetting(faults: readonly FieldFault[]): Problem {
  const sentences = faults.map(
    ({ field, message, allowed }) => `${field}: ${message}. Give ${allowed ?? "another one"}.`,
  );
  return new Problem({ code: "bad_setting", message: sentences.join("\n"), faults });
}
