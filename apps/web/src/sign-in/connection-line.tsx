import { Anchor, Group, Loader, Text } from "@mantine/core";
import { IconCloudCheck, IconCloudOff } from "@tabler/icons-react";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";

export type Reach = "checking" | "reachable" | "unreachable";

interface ConnectionLineProps {
  readonly reach: Reach;
  /** Whether somebody can sign in here without the hub. */
  readonly someKnown: boolean;
  check(): void;
}

/** Whether the hub answers, and what that means for signing in. */
export function ConnectionLine({ reach, someKnown, check }: ConnectionLineProps) {
  const say = useLabel();
  if (reach === "checking") {
    return (
      <Group gap="xs" wrap="nowrap" role="status">
        <Loader size={16} aria-hidden />
        <Text size="sm">{say(SIGN_IN_TEXT.checking)}</Text>
      </Group>
    );
  }
  const unreachable = someKnown ? SIGN_IN_TEXT.unreachableKnown : SIGN_IN_TEXT.unreachableFirst;
  const Icon = reach === "reachable" ? IconCloudCheck : IconCloudOff;
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <Icon size={20} aria-hidden style={{ flex: "none" }} />
      <Text size="sm">
        {say(reach === "reachable" ? SIGN_IN_TEXT.reachable : unreachable)}{" "}
        {reach === "unreachable" && (
          <Anchor component="button" type="button" size="sm" onClick={check}>
            {say(SIGN_IN_TEXT.tryAgain)}
          </Anchor>
        )}
      </Text>
    </Group>
  );
}
