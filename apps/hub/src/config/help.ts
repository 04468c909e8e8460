import { usageOf } from "./setting.ts";
import { SETTING_NAMES, settingNamed } from "./settings.ts";

/** What `--help` prints. */
export function helpText(): string {
  const flags = SETTING_NAMES.map((name) => {
    const setting = settingNamed(name);
    return { flag: usageOf(setting), setting };
  });
  const width = Math.max(...flags.map(({ flag }) => flag.length));
  const indent = " ".repeat(width + 4);
  return [
    "Starts the HealthOps hub.",
    "",
    "  npm start                      with the demo organisation, on its own database",
    "  npm start -- --port 9000       the same on another port",
    "  npm run healthops -- hub       without the demo",
    "",
    "Each setting is a flag, or an environment variable; the flag goes first.",
    "",
    ...flags.flatMap(({ flag, setting }) => [
      `  ${flag.padEnd(width)}  ${setting.help}`,
      `${indent}${setting.env}; default: ${setting.defaultText}`,
    ]),
    `  ${"--help".padEnd(width)}  Show this text.`,
    `  ${"--version".padEnd(width)}  Show the version.`,
    "",
  ].join("\n");
}

/** The settings as a Markdown table, for docs/runbooks/hub.md. */
export function settingsTable(): string {
  const rows = SETTING_NAMES.map((name) => {
    const setting = settingNamed(name);
    const cells = [
      `\`${setting.env}\``,
      `\`${usageOf(setting)}\``,
      setting.defaultText,
      setting.help,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| variable | flag | default | what it sets |", "|---|---|---|---|", ...rows].join("\n");
}
