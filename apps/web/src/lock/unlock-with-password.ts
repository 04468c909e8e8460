import { isProblem } from "@healthops/base/problem";
import type { DeviceCredentials, ReplicaApi } from "@healthops/replica/remote/replica-api";

/**
 * Opens what is locked with the password: at once by what this device remembers, and at the hub only
 * where the device does not know that password, or was told to turn the person away.
 */
export async function unlockWithPassword(
  api: Pick<ReplicaApi, "signIn">,
  credentials: DeviceCredentials,
): Promise<void> {
  try {
    await api.signIn({ ...credentials, offlineOnly: true });
  } catch (error) {
    if (!isProblem(error) || (error.status !== 401 && error.status !== 403)) throw error;
    await api.signIn(credentials);
  }
}
