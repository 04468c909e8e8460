import { Alert, Button, Center, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import { IconAlertTriangle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { LanguageSwitch } from "../preferences/language-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { NewPasswordFields } from "../sign-in/new-password-fields.tsx";
import classes from "../sign-in/sign-in.module.css";
import { RESET_PAGE_TEXT } from "./reset-page-text.ts";
import { useResetForm } from "./use-reset-form.ts";

/** Where a link for a new password leads: the person sets it, with the countersign's code if need be. */
export function ResetPage() {
  const texts = useTexts(RESET_PAGE_TEXT);
  // what stands behind # never reaches a server's log
  const link = useRouterState({ select: ({ location }) => location.hash });
  return (
    <Center mih="100dvh" p="md" component="main" className={classes["page"]}>
      <Stack w="100%" maw={420} gap="lg">
        <Group gap="sm" justify="center">
          <img src="/icons/icon.svg" alt="" width={40} height={40} />
          <Text fz={24} fw={650} lts="-0.01em">
            HealthOps
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="lg" className={classes["card"]}>
          <Stack gap="md">
            <Title order={1}>{texts.title}</Title>
            {link === "" ? <Wrong>{texts.noLink}</Wrong> : <ResetForm key={link} link={link} />}
          </Stack>
        </Paper>
        <Group justify="space-between">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Stack>
    </Center>
  );
}

function ResetForm({ link }: { readonly link: string }) {
  const texts = useTexts(RESET_PAGE_TEXT);
  const all = useText();
  const formats = useFormats();
  const form = useResetForm(link);
  const { seen, error, phase } = form;
  if (phase === "done") return <Done />;
  return (
    <>
      {error === null ? null : <Wrong>{problemText(error, all)}</Wrong>}
      {seen === null ? null : (
        <Text size="sm">
          {texts.forWhom(seen.username)} {texts.until(formats.moment(seen.expiresAt))}
        </Text>
      )}
      {seen?.state === "waits" ? <Waits onLook={form.look} /> : null}
      {seen === null || seen.state === "waits" ? null : (
        <form onSubmit={(event) => void form.submit(event)} noValidate>
          <Stack gap="md">
            <input
              type="hidden"
              name="username"
              autoComplete="username"
              value={seen.username}
              readOnly
            />
            {seen.state === "code" ? (
              <TextInput
                label={texts.code}
                description={texts.codeHelp}
                value={form.code}
                onChange={({ currentTarget }) => form.setCode(currentTarget.value)}
                error={phase === "checked" && form.code.trim() === "" && texts.codeMissing}
                autoComplete="one-time-code"
                autoFocus
                autoCapitalize="none"
                spellCheck={false}
                maxLength={40}
                size="md"
              />
            ) : null}
            <NewPasswordFields
              value={form.password}
              field={form.field}
              checked={phase === "checked"}
              comesLater={seen.state === "code"}
              onChange={form.setPassword}
            />
            <Button type="submit" size="md" fullWidth loading={phase === "busy"}>
              {phase === "busy" ? texts.busy : texts.submit}
            </Button>
          </Stack>
        </form>
      )}
    </>
  );
}

function Wrong({ children }: { readonly children: string }) {
  const texts = useTexts(RESET_PAGE_TEXT);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={texts.wrongTitle}
    >
      {children}
    </Alert>
  );
}

function Waits({ onLook }: { onLook(): void }) {
  const texts = useTexts(RESET_PAGE_TEXT);
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconHourglass aria-hidden />}
      title={texts.waitsTitle}
    >
      <Text size="sm" mb="sm">
        {texts.waitsText}
      </Text>
      <Button variant="default" onClick={onLook}>
        {texts.look}
      </Button>
    </Alert>
  );
}

function Done() {
  const texts = useTexts(RESET_PAGE_TEXT);
  return (
    <>
      <Alert
        role="status"
        color="petrol"
        variant="light"
        icon={<IconCircleCheck aria-hidden />}
        title={texts.doneTitle}
      >
        {texts.doneText}
      </Alert>
      <Button component={Link} to="/sign-in" size="md" fullWidth>
        {texts.toSignIn}
      </Button>
    </>
  );
}
