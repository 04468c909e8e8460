import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState } from "@healthops/ui/states/states.tsx";
import { IconLock } from "@tabler/icons-react";
import { useRef } from "react";
import { adminPath } from "./parts/admin-path.ts";
import { ADMIN_TITLE, ADMIN_TEXT } from "./admin-text.ts";
import classes from "./parts/admin.module.css";
import { sectionsFor } from "./sections.tsx";
import { useShownCurrent } from "./use-shown-current.ts";

/** People, sites, devices and what happens at the hub, for those who look after them. */
export function Screen() {
  const say = useLabel();
  const [query] = useAddressQuery();
  const sections = sectionsFor(useIdentity());
  const section = sections.find(({ name }) => name === query["section"]) ?? sections[0];
  const strip = useRef<HTMLElement>(null);
  const name = section?.name ?? "";
  useShownCurrent(strip, name);
  if (section === undefined) {
    return (
      <Page title={say(ADMIN_TITLE)}>
        <EmptyState
          icon={<IconLock size={24} stroke={1.5} />}
          title={say(ADMIN_TEXT.notYoursTitle)}
          text={say(ADMIN_TEXT.notYoursText)}
        />
      </Page>
    );
  }
  const { Content } = section;
  return (
    <Page title={say(ADMIN_TITLE)} fill>
      <nav ref={strip} className={classes["sections"]} aria-label={say(ADMIN_TEXT.sections)}>
        {sections.map((each) => (
          <AppLink
            key={each.name}
            href={adminPath(each.name)}
            aria-current={each === section ? "page" : undefined}
          >
            {say(each.title)}
          </AppLink>
        ))}
      </nav>
      <Content key={name} />
    </Page>
  );
}
