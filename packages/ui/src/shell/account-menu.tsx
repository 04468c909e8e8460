import { ActionIcon, Avatar, Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconAdjustments,
  IconCheck,
  IconDeviceDesktop,
  IconKey,
  IconLock,
  IconLogout,
  IconMoon,
  IconSun,
} from "@tabler/icons-react";
import { LANGUAGES, LANGUAGE_NAMES } from "../i18n/texts/language.ts";
import { useLanguage, useText } from "../i18n/language-provider.tsx";

export interface AccountMenuProps {
  readonly name: string;
  onSignOut(): void;
  onLock?(): void;
  onSettings?(): void;
  onPassword?(): void;
}

/** Who is signed in, language, appearance, lock and sign out. */
export function AccountMenu({ name, onSignOut, onLock, onSettings, onPassword }: AccountMenuProps) {
  const { common, shell } = useText();
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { value: "light", label: common.light, icon: <IconSun size={16} /> },
    { value: "dark", label: common.dark, icon: <IconMoon size={16} /> },
    { value: "auto", label: common.system, icon: <IconDeviceDesktop size={16} /> },
  ] as const;
  return (
    <Menu position="bottom-end" width={220} withinPortal={false}>
      <Menu.Target>
        <ActionIcon radius="xl" aria-label={`${shell.account}: ${initialsOf(name)} ${name}`}>
          <Avatar size={30} radius="xl" color="petrol" variant="filled" aria-hidden>
            {initialsOf(name)}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {onSettings === undefined ? null : (
          <Menu.Item leftSection={<IconAdjustments size={16} />} onClick={onSettings}>
            {shell.settings}
          </Menu.Item>
        )}
        {onPassword === undefined ? null : (
          <Menu.Item leftSection={<IconKey size={16} />} onClick={onPassword}>
            {shell.password}
          </Menu.Item>
        )}
        {onLock === undefined ? null : (
          <Menu.Item leftSection={<IconLock size={16} />} onClick={onLock}>
            {shell.lock}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
          {shell.signOut}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{common.appearance}</Menu.Label>
        {schemes.map(({ value, label, icon }) => (
          <Menu.Item
            key={value}
            leftSection={icon}
            rightSection={<Tick on={colorScheme === value} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{common.language}</Menu.Label>
        {LANGUAGES.map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            rightSection={<Tick on={code === language} />}
            onClick={() => setLanguage(code)}
          >
            {LANGUAGE_NAMES[code]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Tick({ on }: { readonly on: boolean }) {
  return on ? <IconCheck size={15} aria-hidden /> : null;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "");
  return letters.join("").toLocaleUpperCase();
}
