import {
  IconArrowsSplit2,
  IconChevronRight,
  IconCloudUpload,
  IconLogin2,
  IconMailX,
  IconPencil,
} from "@tabler/icons-react";
import { useStatus } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { ReactNode } from "react";
import { recordPath } from "../addresses/places.ts";
import { HOME_TEXT } from "./home-text.ts";
import classes from "./home.module.css";
import { useBegunForms } from "./use-begun-forms.ts";

const LOOK = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

interface Matter {
  readonly href: string;
  readonly icon: ReactNode;
  readonly text: string;
  readonly tone: "bad" | "warn" | "quiet";
}

/** What waits for this person to do something; nothing when nothing does. */
export function AttentionStrip() {
  const texts = useTexts(HOME_TEXT);
  const matters = useMatters();
  if (matters.length === 0) return null;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention" className={classes["title"]}>
        {texts.attention}
      </h2>
      <ul className={classes["matters"]}>
        {matters.map(({ href, icon, text, tone }) => (
          <li key={href}>
            <AppLink href={href} className={`ho-card ${classes["matter"]}`} data-tone={tone}>
              {icon}
              <span>{text}</span>
              <IconChevronRight {...LOOK} />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useMatters(): readonly Matter[] {
  const texts = useTexts(HOME_TEXT);
  const say = useLabel();
  const schema = useSchema();
  const status = valueOr(useStatus(), null);
  const begun = useBegunForms();
  if (status === null) return [];
  const { signInNeeded, rejected, conflicts, waiting, online } = status;
  const matters: Matter[] = [];
  if (signInNeeded) {
    matters.push({
      href: "/sign-in?again=true&to=%2F",
      icon: <IconLogin2 {...LOOK} />,
      text: texts.signIn,
      tone: "warn",
    });
  }
  if (rejected > 0) {
    matters.push({
      href: "/rejected",
      icon: <IconMailX {...LOOK} />,
      text: texts.rejected(rejected),
      tone: "bad",
    });
  }
  if (conflicts > 0) {
    matters.push({
      href: "/conflicts",
      icon: <IconArrowsSplit2 {...LOOK} />,
      text: texts.conflicts(conflicts),
      tone: "warn",
    });
  }
  if (waiting > 0 && online === false) {
    matters.push({
      href: "/sync",
      icon: <IconCloudUpload {...LOOK} />,
      text: texts.waiting(waiting),
      tone: "quiet",
    });
  }
  for (const name of begun) {
    const declared = schema.collections.get(name);
    if (declared === undefined) continue;
    matters.push({
      href: recordPath(name, "new"),
      icon: <IconPencil {...LOOK} />,
      text: texts.begun(say(declared.title.one)),
      tone: "quiet",
    });
  }
  return matters;
}
