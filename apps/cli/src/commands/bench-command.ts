import type { Command } from "commander";
import { example } from "../output/example.ts";

/** `healthops bench`: the same as `npm run bench`, with whatever that takes. */
export function addBenchCommand(program: Command): void {
  program
    .command("bench")
    .description("Measure push, pull, live and lists, each beside a naive baseline.")
    .argument("[arguments...]", "handed to the benchmarks; `bench -- --help` lists them")
    .allowUnknownOption()
    .addHelpText("after", example("healthops bench"))
    .action(async (args: readonly string[]) => {
      const { runProgram } = await import("./run-program.ts");
      process.exitCode = await runProgram("bench/src/main.ts", args);
    });
}
