/** Sends a text to an address and answers the HTTP status; throws when there was no answer. */
export type PostHead = (url: string, body: string, signal: AbortSignal) => Promise<number>;

/** By the platform's own fetch. Where the answer points to is not gone to, and nothing of its body is read. */
export const postHead: PostHead = async (url, body, signal) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    redirect: "manual",
    signal,
  });
  await answer.body?.cancel();
  return answer.status;
};
