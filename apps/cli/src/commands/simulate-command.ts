import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { example } from "../output/example.ts";
import type { SimulateOptions } from "./simulate.ts";

/** `healthops simulate`: seeded worlds in which everything goes wrong, checked at their end. */
export function addSimulateCommand(program: Command): void {
  program
    .command("simulate")
    .description(
      "Run replicas against a hub through a bad network, and prove that nothing is lost.",
    )
    .option("--seed <number>", "first seed", count, 1)
    .option("--seeds <number>", "how many seeds, counted up", count, 1)
    .option("--replicas <number>", "devices in each world", count, 4)
    .option("--steps <number>", "steps in each world", count, 200)
    .option("--shrink", "make a failing run as short as can be, and keep it in a file", false)
    .option("--json", "print a JSON line for each seed", false)
    .addHelpText(
      "after",
      example("healthops simulate --seed 1 --seeds 1000 --replicas 8 --steps 500"),
    )
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import("./simulate.ts");
      process.exitCode = await simulate(options);
    });
}

function count(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1.");
}
