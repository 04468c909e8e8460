import { Avatar, Group, Text, UnstyledButton } from "@mantine/core";
import type { KnownPerson } from "@healthops/replica/remote/replica-api";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import classes from "./known-people.module.css";

interface KnownPeopleProps {
  readonly people: readonly KnownPerson[];
  readonly chosen: string;
  choose(username: string): void;
}

/** Who has signed in on this device: one press instead of typing a name. */
export function KnownPeople({ people, chosen, choose }: KnownPeopleProps) {
  const say = useLabel();
  return (
    <Group gap="xs" role="group" aria-label={say(SIGN_IN_TEXT.people)}>
      {people.map(({ personId, username, displayName }) => (
        <UnstyledButton
          key={personId}
          className={classes["person"]}
          aria-pressed={username === chosen}
          onClick={() => choose(username)}
        >
          <Avatar name={displayName} color="initials" radius="xl" size={32} aria-hidden />
          <span>
            <Text size="sm" fw={600} lh={1.2}>
              {displayName}
            </Text>
            <Text size="xs" c="dimmed" lh={1.2}>
              {username}
            </Text>
          </span>
        </UnstyledButton>
      ))}
    </Group>
  );
}
