import { Problem } from "@healthops/base/problem";

/** A manager asked for a password of an account that is its person's. */
export function resetNeedsLink(): Problem {
  return new Problem({
    code: "reset_needs_link",
    status: 403,
    message:
      "This account has an owner, so only a link can reset its password. Make a link and give it to the person; an administrator has to countersign it.",
  });
}

/** Does not tell a wrong link from one that is over. */
export function resetLinkInvalid(): Problem {
  return new Problem({
    code: "reset_link_invalid",
    status: 404,
    message: "This link opens nothing: it was used, taken back or is too old. Ask for a new one.",
  });
}

export function countersignNeeded(): Problem {
  return new Problem({
    code: "countersign_needed",
    status: 403,
    message:
      "An administrator, or you on a device where you are signed in, has to countersign this link first. The code that is shown then is asked for here.",
  });
}

export function resetCodeWrong(left: number): Problem {
  return new Problem({
    code: "reset_code_wrong",
    status: 403,
    message: `The code of the countersign is wrong. Attempts left before the link ends: ${left}.`,
    extra: { attemptsLeft: left },
  });
}

export function ownCountersign(): Problem {
  return new Problem({
    code: "own_countersign",
    status: 403,
    message: "Somebody else than who made the link has to countersign it.",
  });
}

export function unknownResetLink(id: string): Problem {
  return new Problem({
    code: "unknown_reset_link",
    status: 404,
    message: `There is no open link ${id} for you to decide about.`,
  });
}
