import type { Fetch, TimerHandle, Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** The slowest line on which an upload still counts as moving: bytes in a millisecond. */
const SLOWEST_UPLOAD = 2;

/**
 * A fetch that gives up on silence, not on slowness: after `patience_ms` in which no part of the
 * answer came it aborts and throws `timeout`. What is sent gets time by its size on top, since
 * browsers do not say how far an upload is. The other failures of `fetch` pass as they are.
 */
export function patientFetch(fetch: Fetch, timers: Timers, patience_ms: number): Fetch {
  return async (url, init) => {
    const abort = new AbortController();
    const gaveUp = Promise.withResolvers<never>();
    // Nobody may be listening any more when the timer runs out.
    gaveUp.promise.catch(() => undefined);
    let timer: TimerHandle | null = null;
    const wait = (delay_ms: number): void => {
      timer?.cancel();
      timer = timers.after(delay_ms, () => {
        abort.abort();
        gaveUp.reject(timedOut());
      });
    };
    const still = (): void => wait(patience_ms);
    const over = (): void => timer?.cancel();
    const givenUp = (): void => abort.abort();
    if (init.signal?.aborted === true) abort.abort();
    else init.signal?.addEventListener("abort", givenUp);
    const within = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await Promise.race([work, gaveUp.promise]);
      } catch (error) {
        over();
        throw error;
      }
    };

    wait(patience_ms + sizeOf(init.body) / SLOWEST_UPLOAD);
    const asked = { ...init, signal: abort.signal, progress: still };
    const answer = await within(fetch(url, asked));
    // A body that nobody reads must not hold a timer: from here on it runs while one waits for it.
    over();
    return {
      status: answer.status,
      headers: answer.headers,
      async bytes() {
        still();
        const bytes = await within(answer.bytes());
        over();
        init.signal?.removeEventListener("abort", givenUp);
        return bytes;
      },
    };
  };
}

/** Nothing came for too long: what was asked for may have been done all the same. */
function timedOut(): Problem {
  return new Problem({
    code: "timeout",
    status: 504,
    message:
      "The hub did not answer in time. Look whether it was done before you try again; the network may be slow or gone.",
  });
}

function sizeOf(body: Uint8Array | string | undefined): number {
  return body?.length ?? 0;
}
