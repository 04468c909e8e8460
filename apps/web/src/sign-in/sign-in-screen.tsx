import { Button, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { askForPersistence } from "@healthops/replica/browser/open-browser-replica";
import type { DeviceCredentials, KnownPerson } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useCallback, useEffect, useState } from "react";
import { LanguageSwitch } from "../preferences/language-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { StorageWarning } from "../storage/storage-warning.tsx";
import { ErasedNotice, forgetErased } from "./erased-notice.tsx";
import type { Reach } from "./connection-line.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import classes from "./sign-in.module.css";

interface SignInScreenProps {
  onSignedIn(): void;
  /** Nobody is chosen beforehand. */
  readonly anew?: boolean;
  /** The way back to what stood here before. */
  readonly back?: { readonly label: string; go(): void };
}

/** The first thing a person sees: who are you, and will it work without the network. */
export function SignInScreen({ onSignedIn, back, anew = false }: SignInScreenProps) {
  const api = useReplica();
  const say = useLabel();
  const people = useKnownPeople();
  const [reach, check] = useReach();
  const signIn = useCallback(
    async (credentials: DeviceCredentials) => {
      await api.signIn(credentials);
      forgetErased();
      // Where the browser says no, the sync panel shows it.
      askForPersistence().catch(() => false);
      onSignedIn();
    },
    [api, onSignedIn],
  );
  return (
    <Center mih="100dvh" p="md" component="main" className={classes["page"]}>
      <Stack w="100%" maw={400} gap="lg">
        <Group gap="sm" justify="center">
          <img src="/icons/icon.svg" alt="" width={40} height={40} />
          <Text fz={24} fw={650} lts="-0.01em">
            HealthOps
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="lg" className={classes["card"]}>
          <Stack gap="md">
            <Title order={1}>{say(SIGN_IN_TEXT.title)}</Title>
            <ErasedNotice />
            {people !== null && <SignInForm people={people} signIn={signIn} anew={anew} />}
            <ConnectionLine
              reach={reach}
              someKnown={people !== null && people.length > 0}
              check={check}
            />
          </Stack>
        </Paper>
        <StorageWarning />
        {back !== undefined && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={back.go}
          >
            {back.label}
          </Button>
        )}
        <Group justify="space-between">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Stack>
    </Center>
  );
}

/** Null while the replica looks. */
function useKnownPeople(): readonly KnownPerson[] | null {
  const api = useReplica();
  const [people, setPeople] = useState<readonly KnownPerson[] | null>(null);
  useEffect(() => {
    let gone = false;
    api.people().then(
      (known) => !gone && setPeople(known),
      // Signing in will say what is wrong with the storage.
      () => !gone && setPeople([]),
    );
    return () => {
      gone = true;
    };
  }, [api]);
  return people;
}

function useReach(): readonly [Reach, () => void] {
  const api = useReplica();
  const [reach, setReach] = useState<Reach>("checking");
  const check = useCallback(() => {
    setReach("checking");
    api.testConnection().then(
      ({ reachable }) => setReach(reachable ? "reachable" : "unreachable"),
      () => setReach("unreachable"),
    );
  }, [api]);
  useEffect(() => {
    check();
    window.addEventListener("online", check);
    window.addEventListener("offline", check);
    return () => {
      window.removeEventListener("online", check);
      window.removeEventListener("offline", check);
    };
  }, [check]);
  return [reach, check];
}
