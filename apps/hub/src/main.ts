import { helpText } from "./config/help.ts";
import { readInvocation } from "./config/read-config.ts";
import { productVersion } from "./run/product-version.ts";
import { runHub } from "./run/run-hub.ts";
import { failureText } from "./run/tell-failure.ts";

/** A hub by its settings, until it is asked to end. */
async function main(): Promise<void> {
  const invocation = readInvocation(process.argv.slice(2), process.env);
  if (invocation.kind === "help") process.stdout.write(helpText());
  else if (invocation.kind === "version") process.stdout.write(`${productVersion()}\n`);
  else await runHub(invocation.config);
}

await main().catch((error: unknown) => {
  process.stderr.write(failureText(error, process.env["HEALTHOPS_DEBUG"] === "1"));
  process.exitCode = 1;
});
