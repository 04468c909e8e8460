import type { Hub } from "../hub.ts";

/**
 * Lets every hub process look again at who a person is: their live channels are closed where a session
 * ended, within little more than a second, and no remembered right outlives it.
 */
export async function nudge(
  hub: Pick<Hub, "live" | "principals">,
  personId: string,
): Promise<void> {
  hub.principals.forget();
  const scope = `user:${personId}`;
  const heads = await hub.live.current([scope]);
  hub.live.publish(new Map([[scope, heads.get(scope) ?? 0]]));
}
