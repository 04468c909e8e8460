import { Alert } from "@mantine/core";
import { isProblem } from "@healthops/base/problem";
import type { Problem } from "@healthops/base/problem";
import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "../address/app-link.tsx";
import { problemText } from "../states/problem-text.ts";

/** Whether what was typed is there already [NAT3]: the form says so itself, with the way there. */
export function isKeyTaken(error: unknown): error is Problem {
  return isProblem(error) && error.code === "key_taken";
}

/** That there is one of this key already, and a link to it where this person may see it. */
export function KeyTakenNote({ problem }: { readonly problem: Problem }) {
  const texts = useText();
  const { collection, id } = problem.extra;
  const href =
    typeof collection === "string" && typeof id === "string" ? `/c/${collection}/${id}` : null;
  return (
    <Alert color="red" p="xs" className="ho-form-wide" role="alert">
      {problemText(problem, texts)}{" "}
      {href === null ? null : <AppLink href={href}>{texts.form.openExisting}</AppLink>}
    </Alert>
  );
}
