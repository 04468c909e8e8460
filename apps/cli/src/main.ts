import { failureText } from "@healthops/app-hub/run/tell-failure";
import { exitStatusOf, isSilent } from "./exit-status.ts";
import { buildProgram } from "./program.ts";

// `healthops … | head` closes the pipe when it has enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = exitStatusOf(error);
  if (!isSilent(error)) {
    process.stderr.write(failureText(error, process.env["HEALTHOPS_DEBUG"] === "1"));
  }
}
