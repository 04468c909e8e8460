import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import type { SignInProblem } from "./sign-in-problem.ts";

interface SignInAlertProps {
  readonly problem: SignInProblem;
  /** Seconds until another attempt is allowed. */
  readonly wait_s: number;
}

/** Why signing in did not work, and what to do about it. */
export function SignInAlert({ problem, wait_s }: SignInAlertProps) {
  const say = useLabel();
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={say(problem.what)}
      data-code={problem.code}
    >
      <Text size="sm">{say(problem.doThis)}</Text>
      {wait_s > 0 && (
        <Text size="sm" fw={600} mt={4}>
          {say({ en: `Next attempt in ${wait_s} s`, tr: `Sonraki deneme ${wait_s} sn sonra` })}
        </Text>
      )}
      {problem.code === "defect" && <Text size="xs">{problem.code}</Text>}
    </Alert>
  );
}
