import { Problem } from "@healthops/base/problem";
import { PASSWORD_MAX, PASSWORD_MIN, passwordFault } from "@healthops/protocol/password-rules";
import type { Label } from "@healthops/schema/field";
import type { SignInClient } from "../requests/sign-in-client.ts";

/** The password of the demo's people; public, so it opens nothing to clients on other machines. */
export const DEMO_PASSWORD = "healthops-demo";

/** Refuses a password that nobody should have: a Problem `weak_password` naming what is allowed. */
export function assertGoodPassword(password: string, username: string, field = "password"): void {
  const fault = passwordFault(password, { username });
  if (fault !== null) throw weakPassword(field, fault);
}

/** As {@link assertGoodPassword}, and refuses to "change" a password into itself. */
export function assertGoodSuccessor(current: string, next: string, username: string): void {
  const fault = passwordFault(next, { username, current });
  if (fault !== null) throw weakPassword("next", fault);
}

function weakPassword(field: string, { en, tr }: Label): Problem {
  const allowed = `${PASSWORD_MIN} to ${PASSWORD_MAX} characters`;
  const label = {
    en: `The password was not accepted: ${en}`,
    tr: `Parola kabul edilmedi: ${tr}`,
  };
  return new Problem({
    code: "weak_password",
    status: 422,
    message: label.en,
    faults: [{ field, message: en, allowed, label }],
  });
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
