import type { Replica } from "../replica.ts";
import type { Device } from "./device.ts";
import type { Unsubscribe } from "./replica-api.ts";

/**
 * Has `attach` listen to the replica that the device has open, and again to each next one: null when
 * none is open. The first time is when it is known whether somebody is signed in.
 */
export function followCurrent(
  device: Device,
  attach: (replica: Replica | null) => () => void,
): Unsubscribe {
  let stopped = false;
  let attached: Replica | null | undefined;
  let detach: Unsubscribe | null = null;
  const follow = (): void => {
    if (stopped || device.current === attached) return;
    detach?.();
    attached = device.current;
    detach = attach(attached);
  };
  const stopListening = device.onCurrent(follow);
  void device.settled().then(follow);
  return () => {
    stopped = true;
    stopListening();
    detach?.();
  };
}
