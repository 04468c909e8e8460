import type { FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";

/**
 * Refuses a peer that speaks another protocol with `protocol_unsupported` (426) [VER1]. It runs before
 * the body is checked, because another version's body may have another shape.
 */
export function assertProtocol(message: unknown): void {
  if (typeof message !== "object" || message === null || !("protocol" in message)) return;
  const { protocol } = message;
  if (!Number.isInteger(protocol) || protocol === PROTOCOL_VERSION) return;
  const older = Number(protocol) < PROTOCOL_VERSION;
  throw new Problem({
    code: "protocol_unsupported",
    status: 426,
    message: older
      ? "This device's program is too old for the hub. Update it; its changes are kept until then."
      : "This hub is older than the device's program. Update the hub; the device's changes are kept until then.",
    extra: { supported: [PROTOCOL_VERSION] },
  });
}

/** {@link assertProtocol} as a `preValidation` hook. */
export async function checkProtocol(request: FastifyRequest): Promise<void> {
  assertProtocol(request.body);
}
