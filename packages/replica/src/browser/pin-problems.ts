import { Problem } from "@healthops/base/problem";

/** It was another PIN; `extra.triesLeft` says how often one may still try. */
export function wrongPin(triesLeft: number): Problem {
  return new Problem({
    code: "wrong_pin",
    status: 401,
    message: `That is not the PIN. ${triesLeft === 1 ? "1 try is" : `${triesLeft} tries are`} left before the password is needed.`,
    extra: { triesLeft },
  });
}

/** There is no PIN to try: none was set, it was wrong too often, or this window was reloaded. */
export function passwordNeeded(): Problem {
  return new Problem({
    code: "password_needed",
    status: 401,
    message: "The PIN does not open this any more. Type the password.",
  });
}

/** A new PIN needs the password of the person, not just their open window. */
export function wrongPasswordForPin(): Problem {
  return new Problem({
    code: "wrong_password",
    status: 403,
    message: "That is not your password. It is asked for so that nobody else can set your PIN.",
    faults: [{ field: "password", message: "is wrong." }],
  });
}
