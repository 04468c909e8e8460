/**
 * The header in which a device names the line of time that its checkpoint was made in [LIN3], and the hub
 * the one of its answer. A header, because an older hub or device passes over what it does not know.
 */
export const LINE_HEADER = "healthops-line";

/** What a device says of its standing with every push and pull. */
export interface LineClaim {
  /** As the hub gave it with the device's positions; only the hub reads it. */
  readonly mark: string;
  /** Highest number of the device's groups that the hub has answered. */
  readonly acked: number;
}

const CLAIM = /^([\w.-]{1,160}) (\d{1,15})$/;

/** `<mark> <acked>` */
export function lineClaimText({ mark, acked }: LineClaim): string {
  return `${mark} ${acked}`;
}

/** Reads what {@link lineClaimText} wrote; null for anything else. */
export function readLineClaim(text: string | undefined): LineClaim | null {
  const [, mark, acked] = CLAIM.exec(text ?? "") ?? [];
  return mark === undefined || acked === undefined ? null : { mark, acked: Number(acked) };
}
