import { SegmentedControl, VisuallyHidden, useMantineColorScheme } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";

const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;

/** Chooses light, dark or what the device says. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { common } = useText();
  const choices: { value: MantineColorScheme; label: ReactNode }[] = [
    { value: "light", label: named(<IconSun {...ICON} />, common.light) },
    { value: "dark", label: named(<IconMoon {...ICON} />, common.dark) },
    { value: "auto", label: named(<IconDeviceDesktop {...ICON} />, common.system) },
  ];
  return (
    <SegmentedControl
      aria-label={common.appearance}
      size="xs"
      data={choices}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}

function named(icon: ReactNode, name: string): ReactNode {
  return (
    <span title={name} style={{ display: "flex" }}>
      {icon}
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  );
}
