import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown, IconMapPin } from "@tabler/icons-react";
import { useTitle } from "../data/hooks.ts";
import { useWorkplace } from "../data/identity.tsx";
import { useText } from "../i18n/language-provider.tsx";

/** Where somebody is who works at several sites; nothing for everybody else. */
export function WorkplaceMenu() {
  const { shell } = useText();
  const { siteId, siteIds, choose } = useWorkplace();
  const name = useTitle("sites", siteId ?? "") ?? "";
  if (siteIds.length < 2) return null;
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className="ho-workplace" aria-label={`${shell.workplace}: ${name}`}>
          <IconMapPin size={15} stroke={1.7} aria-hidden />
          <span>{name}</span>
          <IconChevronDown size={14} stroke={1.7} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{shell.workplace}</Menu.Label>
        {siteIds.map((id) => (
          <Menu.Item
            key={id}
            aria-current={id === siteId ? "location" : undefined}
            rightSection={id === siteId ? <IconCheck size={15} aria-hidden /> : null}
            onClick={() => choose(id)}
          >
            <SiteName id={id} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SiteName({ id }: { readonly id: string }) {
  return <>{useTitle("sites", id) ?? "…"}</>;
}
