import type { LookAtLinkAnswer } from "@healthops/protocol/wire/passwords";
import { offlineProblem } from "@healthops/replica/transport/offline";
import { problemOf } from "@healthops/replica/transport/problem-of";

/** What a link for a new password needs; rejects with the hub's Problem. */
export async function lookAtLink(link: string): Promise<LookAtLinkAnswer> {
  return (await ask("reset-link", { link })) as LookAtLinkAnswer;
}

/** Sets the password by the link. */
export async function setPasswordByLink(
  link: string,
  code: string | null,
  next: string,
): Promise<void> {
  await ask("reset-password", { link, next, ...(code === null ? {} : { code }) });
}

/** Nobody is signed in here, so no replica asks. */
async function ask(door: string, body: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(`/api/v1/auth/${door}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw offlineProblem(cause);
  });
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, answer.headers.get("retry-after"), text);
  return text === "" ? null : JSON.parse(text);
}
