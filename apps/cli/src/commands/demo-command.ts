import type { DemoSize } from "@healthops/schema/demo";
import { DEMO_SIZES } from "@healthops/app-hub/demo/demo-size";
import type { Command } from "commander";
import { Option } from "commander";
import { addSettings, configOf, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";
import { note, printJson } from "../output/print.ts";

interface DemoOptions extends Readonly<Record<string, unknown>> {
  readonly size: DemoSize;
  readonly json?: boolean;
}

/** `healthops demo`: makes the demo organisation, or shows who is in it. */
export function addDemoCommand(program: Command): void {
  const demo = program
    .command("demo")
    .description("Create the demo organisation in an empty database, or show who is in it.")
    .addOption(
      new Option("--size <size>", "a year of data, or two months")
        .choices(DEMO_SIZES)
        .default("full" satisfies DemoSize),
    )
    .option("--json", "print JSON");
  addSettings(demo, DATABASE_SETTINGS)
    .addHelpText("after", example("healthops demo --data ./data"))
    .action(async (options: DemoOptions) => {
      const { createDemo } = await import("@healthops/app-hub/demo/create-demo");
      const { progressLine } = await import("@healthops/app-hub/run/progress-line");
      const { DEMO_PASSWORD } = await import("@healthops/hub/people/password-rules");
      const { listPeople } = await import("@healthops/hub/people/person-admin");
      const { withHub } = await import("../hub-access/with-hub.ts");
      const { printPeople } = await import("./print-people.ts");
      await withHub(
        configOf(options),
        async (hub) => {
          const onProgress = progressLine(process.stderr);
          const outcome = await createDemo(hub, { size: options.size, onProgress });
          const people = await listPeople(hub.pool);
          if (options.json === true) return printJson({ outcome, people });
          note(SAID[outcome]);
          await printPeople(hub, people);
          if (outcome !== "not_empty") note(`Password of all of them: ${DEMO_PASSWORD}`);
        },
        true,
      );
    });
}

const SAID = {
  created: "The demo organisation was created.",
  present: "The demo organisation is there already.",
  not_empty: "The database has people of its own, so no demo was created.",
} as const;
