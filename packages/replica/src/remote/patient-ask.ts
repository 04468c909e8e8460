import type { Fetch, Timers } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import { patientFetch } from "../transport/patient-fetch.ts";
import { askHub } from "./ask-hub.ts";
import type { HubAnswer, HubRequest } from "./replica-api.ts";

/** A person looks at a waiting screen; large files and long lists have time while they move. */
const PATIENCE_MS = 20_000;

/** `askHub` that gives up on a hub that says nothing: throws `timeout` then. */
export async function patientAsk(
  { fetch, timers }: { readonly fetch: Fetch; readonly timers: Timers },
  hubUrl: string,
  request: HubRequest,
  accessToken: string | null,
): Promise<HubAnswer> {
  try {
    return await askHub(patientFetch(fetch, timers, PATIENCE_MS), hubUrl, request, accessToken);
  } catch (error) {
    if (isProblem(error) && isProblem(error.cause) && error.cause.code === "timeout")
      throw error.cause;
    throw error;
  }
}
