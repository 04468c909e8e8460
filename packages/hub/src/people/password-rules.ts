import { Problem } from "@healthops/base/problem";
import type { SignInClient } from "./sign-in-client.ts";

const CHARACTERS_MIN = 10;
const CHARACTERS_MAX = 200;

/** The password of the demo's people; public, so it opens nothing to clients on other machines. */
export const DEMO_PASSWORD = "healthops-demo";

/** Refuses a password that nobody should have: a Problem `weak_password` naming what is allowed. */
export function assertGoodPassword(password: string, username: string, field = "password"): void {
  const message = faultOf(password, username);
  if (message !== null) throw weakPassword(field, message);
}

/** Refuses to "change" a password into itself: `weak_password`. */
export function assertOther(current: string, next: string): void {
  if (current.normalize("NFC") !== next.normalize("NFC")) return;
  throw weakPassword("next", "it is the one that you have now.");
}

function weakPassword(field: string, message: string): Problem {
  return new Problem({
    code: "weak_password",
    status: 422,
    message: `The password was not accepted: ${message}`,
    faults: [{ field, message, allowed: `${CHARACTERS_MIN} to ${CHARACTERS_MAX} characters` }],
  });
}

function faultOf(password: string, username: string): string | null {
  const characters = [...password];
  if (characters.length < CHARACTERS_MIN) return `use at least ${CHARACTERS_MIN} characters.`;
  if (characters.length > CHARACTERS_MAX) return `use at most ${CHARACTERS_MAX} characters.`;
  if (new Set(characters).size < 4) return "use at least 4 different characters.";
  if (password.toLowerCase() === username.toLowerCase())
    return "it must differ from the user name.";
  return null;
}

/** Refuses the demo's password to clients on other machines: `demo_password_refused`. */
export function assertNotDemoPassword(
  password: string,
  { mayUseDemo }: Pick<SignInClient, "mayUseDemo">,
): void {
  if (mayUseDemo || password.normalize("NFC") !== DEMO_PASSWORD) return;
  throw new Problem({
    code: "demo_password_refused",
    status: 403,
    message:
      "The demo password works only on the hub's own machine, without a proxy between, while the hub listens on this machine alone (127.0.0.1). " +
      "Set another password for this person: npx healthops user set-password <name>.",
  });
}
