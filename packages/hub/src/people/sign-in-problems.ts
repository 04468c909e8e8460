import { Problem } from "@healthops/base/problem";

/** Does not tell an unknown name from a wrong password. */
export function signInFailed(): Problem {
  return new Problem({
    code: "sign_in_failed",
    status: 401,
    message: "The user name or the password is wrong.",
  });
}

/** The password was right, but is a one-time one: it opens no session. */
export function passwordToChange(oneTime: "open" | "expired"): Problem {
  if (oneTime === "expired") return oneTimeExpired();
  return new Problem({
    code: "password_change_required",
    status: 403,
    message: "This password is for one use. Choose a password of your own, then sign in with it.",
  });
}

/** Why a password cannot be replaced without a session. */
export function notReplaceable(oneTime: "expired" | null): Problem {
  if (oneTime === "expired") return oneTimeExpired();
  return new Problem({
    code: "not_permitted",
    status: 403,
    message: "This password is no one-time password. Sign in, then change it in your settings.",
  });
}

function oneTimeExpired(): Problem {
  return new Problem({
    code: "one_time_password_expired",
    status: 403,
    message: "The one-time password has expired. Ask an administrator for another one.",
  });
}
