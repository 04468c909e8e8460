import type { GivenFlags } from "@healthops/app-hub/config/read-config";
import { readConfig } from "@healthops/app-hub/config/read-config";
import { flagOf, usageOf } from "@healthops/app-hub/config/setting";
import type { HubConfig, SettingName } from "@healthops/app-hub/config/settings";
import { SETTING_NAMES, settingNamed } from "@healthops/app-hub/config/settings";
import type { Command } from "commander";
import { Option } from "commander";

/** The settings that say which database a command works on. */
export const DATABASE_SETTINGS: readonly SettingName[] = [
  "data",
  "databaseUrl",
  "wrappingKeyFile",
  "auditAnchorFile",
];

/** Options of a command for some of the hub's settings, with their help and defaults. */
export function addSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) {
    const setting = settingNamed(name);
    const flag = `--${flagOf(setting)}`;
    const help = `${setting.help} (${setting.env}; default: ${setting.defaultText})`;
    const argument = setting.argumentOptional === true ? ` [${setting.argument}]` : null;
    command.addOption(new Option(argument === null ? usageOf(setting) : flag + argument, help));
    if (setting.argument === null || argument !== null)
      command.addOption(new Option(`--no-${flag.slice(2)}`).hideHelp());
  }
  return command;
}

/** The settings as the command's options and the environment give them. Problem `bad_setting`. */
export function configOf(options: Readonly<Record<string, unknown>>): HubConfig {
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = options[camelCase(flagOf(settingNamed(name)))];
    if (value !== undefined) given[name] = String(value);
  }
  return readConfig(given satisfies GivenFlags, process.env);
}

/** The parser's name for an option: `database-url` is `databaseUrl`. */
function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
