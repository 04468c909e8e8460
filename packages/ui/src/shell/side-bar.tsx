import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "./app-link.tsx";
import { isCurrent } from "./navigation.ts";
import type { NavigationGroup } from "./navigation.ts";

interface SideBarProps {
  readonly groups: readonly NavigationGroup[];
  readonly path: string;
}

/** All places of the app, by group. */
export function SideBar({ groups, path }: SideBarProps) {
  const texts = useText();
  return (
    <nav className="ho-nav" aria-label={texts.shell.navigation}>
      {groups.map((group) => (
        <div key={group.title ?? ""} role="group" aria-label={group.title ?? undefined}>
          {group.title === null ? null : <div className="ho-nav-title">{group.title}</div>}
          {group.items.map((item) => (
            <AppLink
              key={item.href}
              className="ho-nav-link"
              href={item.href}
              aria-current={isCurrent(item.href, path) ? "page" : undefined}
            >
              {item.icon}
              <span>{item.label}</span>
              {item.count === undefined || item.count === 0 ? null : (
                <span className="ho-chip ho-nav-count ho-number" data-tone="warn">
                  {item.count}
                </span>
              )}
            </AppLink>
          ))}
        </div>
      ))}
    </nav>
  );
}
