import { rebuildFeed } from "@healthops/hub/feed/rebuild-feed";
import { configOf } from "../hub-access/database-options.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { note, printText } from "../output/print.ts";

/** `hub rebuild-feed`: what was changed past the engine reaches every device. */
export async function rebuild(
  options: Readonly<Record<string, unknown>> & { readonly reason?: string },
): Promise<void> {
  const { reason = "" } = options;
  const report = await withHub(configOf(options), (hub) =>
    rebuildFeed(hub, { reason, onProgress: (checked) => note(`${checked} records looked at`) }),
  );
  const { checked, changed, vanished, fed, departed, invalid } = report;
  printText(
    `Looked at ${checked} records: ${changed} had been changed (${vanished} of them were gone), ${fed} entries put into the feed, ${departed} taken out of scopes.`,
  );
  for (const { collection, id, faults } of invalid) {
    const reasons = faults.map(({ field, message }) => `${field}: ${message}`);
    note(`${collection} ${id} breaks its rules: ${reasons.join("; ")}`);
  }
}
