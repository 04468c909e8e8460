import { isProblem, Problem } from "@healthops/base/problem";

type Diagnosis = readonly [code: string, message: string];

const UNKNOWN_ADDRESS: Diagnosis = [
  "hub_address_unknown",
  "There is no computer of that name. Check the hub's address, and the network.",
];
const REFUSED: Diagnosis = [
  "hub_refused",
  "The computer is there, but no hub listens at that port. Check the address, or whether the hub runs.",
];
const SILENT: Diagnosis = [
  "hub_silent",
  "Nothing answers at that address. Check the address, the network and any firewall.",
];
const CERTIFICATE: Diagnosis = [
  "hub_certificate",
  "The hub's certificate is not trusted here. Whoever runs the hub must renew it, or its name must be the one in the address.",
];
const NO_TLS: Diagnosis = [
  "hub_no_tls",
  "What answers there does not speak https. Check whether the address begins with http:// or https://, and its port.",
];

/** What Node says about a request that had no answer. A browser tells a page none of it. */
const CAUSES: readonly (readonly [RegExp, Diagnosis])[] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/, UNKNOWN_ADDRESS],
  [/^(ECONNREFUSED|ECONNRESET)$/, REFUSED],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w*TIMEOUT)$/, SILENT],
  [/CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/, CERTIFICATE],
  [/^(EPROTO|ERR_SSL_\w+)$/, NO_TLS],
];

/** What stands between this device and the hub, as far as the failure of a request says. */
export function diagnosed(failure: Problem): Problem {
  if (failure.code !== "offline") return failure;
  for (const code of codesOf(failure.cause)) {
    const found = CAUSES.find(([pattern]) => pattern.test(code));
    if (found === undefined) continue;
    const [[, [name, message]], cause] = [found, failure];
    return new Problem({ code: name, status: failure.status, message, cause });
  }
  return failure;
}

/** Something answered, but it is no hub: a sign-in page of the network, another program, a wrong path. */
export function notAHub(cause?: unknown): Problem {
  return new Problem({
    code: "not_a_hub",
    status: 502,
    message:
      "Something else answers at that address: a sign-in page of the network, or another program. Open the address in a browser to see what.",
    cause,
  });
}

/** The hub speaks a newer or an older language than this program. */
export function otherProtocol(hubIsNewer: boolean): Problem {
  return new Problem({
    code: "protocol_unsupported",
    status: 426,
    message: hubIsNewer
      ? "The hub is newer than this program. Update the program, then sync."
      : "The hub is older than this program. Whoever runs the hub must update it.",
  });
}

/** Whether a Problem says only that nothing useful came back. */
export function isNoHub(error: unknown): boolean {
  return isProblem(error) && error.code === "bad_answer";
}

/** Codes of an error and of what caused it, the innermost last. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let current: unknown = error;
  while (current instanceof Error && codes.length < 8) {
    if ("code" in current && typeof current.code === "string") codes.push(current.code);
    current = innerOf(current);
  }
  return codes;
}

/** Several addresses of one name fail together; the first of them says why. */
function innerOf(error: Error): unknown {
  const several = "errors" in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
  return error.cause ?? several;
}
