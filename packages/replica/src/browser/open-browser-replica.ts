import { connectReplicaApi } from "../remote/connect-replica-api.ts";
import { endpointPort } from "../remote/port.ts";
import type { ReplicaApi } from "../remote/replica-api.ts";
import { stayUntilStored } from "./stay-until-stored.ts";
import type { LifeEvent, LifeMessage } from "./life-event.ts";

/**
 * Connects a window to the replica in its worker (see `startReplicaWorker`), and tells the worker
 * when the browser puts the window to sleep, wakes it, or loses or finds the network.
 */
export function openBrowserReplica(worker: Worker): ReplicaApi {
  const port = endpointPort(worker);
  const tell = (event: LifeEvent): void => {
    port.post({ kind: "life", event } satisfies LifeMessage);
  };
  // A worker that cannot even be loaded says so by an event without a message.
  worker.addEventListener("error", (event) => {
    if (!(event instanceof ErrorEvent)) port.gone();
  });
  document.addEventListener("freeze", () => tell("sleep"));
  document.addEventListener("resume", () => tell("awake"));
  window.addEventListener("pagehide", () => tell("sleep"));
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) tell("awake");
  });
  window.addEventListener("online", () => tell("network"));
  window.addEventListener("offline", () => tell("network"));
  return stayUntilStored(connectReplicaApi(port), window);
}

/**
 * Asks the browser to keep the app's data when space gets short; whether it promised. Browsers may
 * ask the person, so call it when they have just signed in.
 */
export async function askForPersistence(): Promise<boolean> {
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
