import { Problem } from "@healthops/base/problem";
import { seal } from "@healthops/hub/audit/seal";
import { chainHolds, verifyChain } from "@healthops/hub/audit/verify-chain";
import { recordEvent } from "@healthops/hub/security-log/security-events";
import { usageProblem } from "../exit-status.ts";
import { configOf } from "../hub-access/database-options.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { printJson, printText } from "../output/print.ts";

export interface VerifyOptions extends Readonly<Record<string, unknown>> {
  readonly noted?: string;
  readonly json?: boolean;
}

/**
 * `audit verify`: seals what came since, checks every block. Problems `audit_broken` and
 * `audit_made_anew`.
 */
export async function verifyAudit(options: VerifyOptions): Promise<void> {
  const { noted } = options;
  if (noted !== undefined && !/^[0-9a-f]{64}$/.test(noted))
    throw usageProblem("--noted is a hash of 64 digits, as `audit verify` prints it.");
  await withHub(configOf(options), async ({ pool, ports, anchor }) => {
    // Before new blocks take the place of those that are gone.
    const gone = (await anchor?.fault(pool)) ?? null;
    await seal(pool, ports.timers);
    await anchor?.note(pool);
    const verified = await verifyChain(pool, anchor);
    const status =
      verified.fault === null || gone === null ? verified : { ...verified, fault: gone };
    const held = noted === undefined || (await chainHolds(pool, noted));
    if (options.json === true)
      printJson({ ...status, holdsNoted: noted === undefined ? null : held });
    if (status.fault !== null) {
      throw new Problem({
        code: "audit_broken",
        message: `The audit log is not as it was sealed. Block ${status.fault.block}: ${status.fault.message}`,
      });
    }
    if (!held) {
      throw new Problem({
        code: "audit_made_anew",
        message: "The chain is whole, but the noted hash is not in it: it was made anew since.",
      });
    }
    if (options.json === true) return;
    const { changes, events, blocks, head } = status;
    printText(
      `${changes} changes and ${events} security events in ${blocks} blocks are as they were sealed.`,
    );
    if (head !== null) printText(`Newest hash: ${head}`);
  });
}

/** `audit acknowledge`: a break that is explained is not missed for ever. */
export async function acknowledgeBreak(
  options: Readonly<Record<string, unknown>> & { readonly reason?: string },
): Promise<void> {
  const { reason = "" } = options;
  if (reason.trim() === "") throw usageProblem("Say with --reason why the chain broke.");
  await withHub(configOf(options), async ({ pool, anchor }) => {
    const fault = (await anchor?.fault(pool)) ?? null;
    if (anchor === null || fault === null) {
      printText("The chain holds all that was noted of it: there is nothing to acknowledge.");
      return;
    }
    const block = await anchor.newestHeld(pool);
    await anchor.explain(pool, "acknowledged", block, reason.trim());
    await recordEvent(pool, { kind: "audit_break_acknowledged", detail: { block: fault.block } });
    printText(`Acknowledged: ${fault.message}\nNoted in ${anchor.file} and in the audit log.`);
  });
}
