import type { Command } from "commander";
import { addSettings, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";
import type { VerifyOptions } from "./audit-actions.ts";

/** `healthops audit`: the hash chain over changes and security events. */
export function addAuditCommands(program: Command): void {
  const audit = program.command("audit").description("The hash chain over the audit log.");
  const verify = audit
    .command("verify")
    .description("Check that no change or security event was altered, removed or slipped in.")
    .option(
      "--noted <hash>",
      "a newest hash that was written down earlier: must still be in the chain",
    )
    .option("--json", "print JSON");
  addSettings(verify, DATABASE_SETTINGS)
    .addHelpText("after", example("healthops audit verify", "healthops audit verify --noted 3f9c…"))
    .action(async (options: VerifyOptions) => {
      const { verifyAudit } = await import("./audit-actions.ts");
      await verifyAudit(options);
    });
  const acknowledge = audit
    .command("acknowledge")
    .description("The end of the chain is missing for a reason that is known: note it, and go on.")
    .requiredOption("--reason <text>", "why; kept beside what was noted of the chain");
  addSettings(acknowledge, DATABASE_SETTINGS)
    .addHelpText(
      "after",
      example("healthops audit acknowledge --reason 'recovered to Tuesday 10:00, ticket 4711'"),
    )
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const { acknowledgeBreak } = await import("./audit-actions.ts");
      await acknowledgeBreak(options);
    });
}
