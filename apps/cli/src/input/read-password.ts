import { text } from "node:stream/consumers";
import { Problem } from "@healthops/base/problem";
import { interruption, usageProblem } from "../exit-status.ts";

export interface PasswordSource {
  /** Read it from standard input, up to the first line's end. */
  readonly passwordStdin?: boolean;
  /** From the command line; other users of the machine can see it there. */
  readonly password?: string;
}

const VARIABLE = "HEALTHOPS_PASSWORD";

/**
 * A password from where the person put it: a flag, standard input, the variable HEALTHOPS_PASSWORD,
 * else a prompt that shows nothing. `twice` asks again to be sure. Problem `usage` when there is
 * nobody to ask.
 */
export async function readPassword(
  source: PasswordSource,
  prompt: string,
  twice: boolean,
): Promise<string> {
  if (source.password !== undefined) {
    process.stderr.write("Note: others on this machine can see a password given as a flag.\n");
    return source.password;
  }
  if (source.passwordStdin === true) return firstLine(await text(process.stdin));
  const given = process.env[VARIABLE];
  if (given !== undefined && given !== "") return given;
  if (process.stdin.isTTY !== true) {
    throw usageProblem(
      `There is no terminal to ask for the password. Give it with --password-stdin or ${VARIABLE}.`,
    );
  }
  const typed = await hiddenLine(`${prompt}: `);
  if (twice && (await hiddenLine("The same again: ")) !== typed) {
    throw new Problem({ code: "passwords_differ", message: "The two passwords differ." });
  }
  return typed;
}

function firstLine(input: string): string {
  return input.split(/\r?\n/, 1)[0] ?? "";
}

const ENTER = new Set(["\r", "\n", "\u0004"]);
const BACKSPACE = new Set(["\u007f", "\b"]);
const CTRL_C = "\u0003";

/** A line from the terminal, typed without an echo. */
export function hiddenLine(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  // Before the prompt, or else the terminal would show what a fast typist types.
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  stderr.write(prompt);
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (): void => {
      stdin.off("data", listener);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
    };
    const listener = (chunk: string): void => {
      for (const key of chunk) {
        if (key === CTRL_C) {
          end();
          return reject(interruption());
        }
        if (ENTER.has(key)) {
          end();
          return resolve(typed.join(""));
        }
        typed = BACKSPACE.has(key) ? typed.slice(0, -1) : [...typed, key];
      }
    };
    stdin.on("data", listener);
  });
}
