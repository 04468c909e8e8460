import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { helpText, settingsTable } from "./help.ts";
import { SETTING_NAMES, settingNamed } from "./settings.ts";

test("the help names each setting with its variable and default", () => {
  const text = helpText();
  for (const name of SETTING_NAMES) {
    const { env, defaultText } = settingNamed(name);
    expect(text).toContain(`${env}; default: ${defaultText}`);
  }
});

test("the runbook holds the table of settings as it is", () => {
  const runbook = readFileSync(
    new URL("../../../../docs/runbooks/hub.md", import.meta.url),
    "utf8",
  );
  const rows = new Set(runbook.split("\n").map(withoutPadding));
  const wanted = settingsTable()
    .split("\n")
    .filter((row) => !row.startsWith("|---"));
  expect(wanted.filter((row) => !rows.has(row))).toEqual([]);
});

/** The formatter aligns the columns of tables. */
function withoutPadding(line: string): string {
  return line.replace(/ +/g, " ");
}
