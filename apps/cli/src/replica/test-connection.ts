import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { testConnection } from "@healthops/replica/remote/test-connection";
import { printJson, printText } from "../output/print.ts";
import type { DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";

const CLOCK_TOLD_MS = 2 * 60_000;

/** `replica test-connection`: what stands between this device and its hub, if anything does. */
export async function testConnectionCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async ({ replica, hub }) => {
    const signedIn = (await replica.identity()) !== null;
    const clock = { now: () => Date.now() };
    const report = await testConnection(
      nodeFetch,
      clock,
      hub,
      signedIn ? (request) => replica.withAccess(request) : null,
    );
    if (report.problem !== null) process.exitCode = 1;
    if (options.json) return printJson({ hub, ...report });
    const { roundTrip_ms, version, clockAhead_ms, problem } = report;
    if (roundTrip_ms !== null) printText(`${hub} answered in ${Math.round(roundTrip_ms)} ms.`);
    if (version !== null) printText(`HealthOps ${version}`);
    if (clockAhead_ms !== null && Math.abs(clockAhead_ms) > CLOCK_TOLD_MS) {
      const minutes = Math.round(Math.abs(clockAhead_ms) / 60_000);
      printText(
        `This computer's clock is ${minutes} min ${clockAhead_ms > 0 ? "ahead" : "behind"}.`,
      );
    }
    printText(problem === null ? "Nothing stands in the way." : problem.message);
  });
}
