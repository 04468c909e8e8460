import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { adminPath } from "../parts/admin-path.ts";
import classes from "../parts/admin.module.css";
import type { Concern } from "./concerns.ts";
import { OVERVIEW_TEXT } from "./overview-text.ts";

interface ConcernListProps {
  readonly concerns: readonly Concern[];
  /** Whether the hub was heard: without it there may be more. */
  readonly complete: boolean;
  /** Whether jobs, backups and the chain were looked at too. */
  readonly ofHub: boolean;
}

/** What needs somebody, each with the way to it; or that nothing does. */
export function ConcernList({ concerns, complete, ofHub }: ConcernListProps) {
  const texts = useTexts(OVERVIEW_TEXT);
  const words = useWords();
  if (concerns.length === 0) {
    return (
      <p className={classes["fine"]}>
        {complete ? <IconCircleCheck size={18} aria-hidden /> : null}
        {complete ? (
          <span>
            <b>{texts.fine}.</b> {ofHub ? texts.fineText : texts.fineSites}
          </span>
        ) : (
          texts.fineOffline
        )}
      </p>
    );
  }
  return (
    <ul className={classes["concerns"]}>
      {concerns.map((concern) => {
        const { text, help, href } = words(concern);
        return (
          <li key={text} data-tone={concern.tone}>
            <IconAlertTriangle size={17} stroke={1.7} aria-hidden />
            <span>
              {text}
              {help === undefined ? null : <small>{help}</small>}
            </span>
            <AppLink className={classes["link"]} href={href} aria-label={`${texts.look}: ${text}`}>
              {texts.look}
            </AppLink>
          </li>
        );
      })}
    </ul>
  );
}

interface Words {
  readonly text: string;
  /** What to do about it, where the link alone does not say. */
  readonly help?: string;
  readonly href: string;
}

function useWords(): (concern: Concern) => Words {
  const texts = useTexts(OVERVIEW_TEXT);
  const say = useLabel();
  const formats = useFormats();
  return (concern) => {
    switch (concern.kind) {
      case "chain_broken":
        return { text: texts.chainBroken, href: adminPath("audit", { view: "chain" }) };
      case "chain_lost":
        return { text: texts.chainLost, href: adminPath("audit", { view: "chain" }) };
      case "seal_late":
        return { text: texts.sealLate(concern.minutes), href: adminPath("jobs") };
      case "head_untold":
        return {
          text: texts.headUntold(concern.failures),
          href: adminPath("audit", { view: "chain" }),
        };
      case "job_failed":
        return { text: texts.failedJob(say(concern.title)), href: adminPath("jobs") };
      case "jobs_off":
        return { text: texts.jobsOff, href: adminPath("jobs") };
      case "no_backup":
        return {
          text: concern.days === null ? texts.neverBackup : texts.oldBackup(concern.days),
          help: concern.daily ? texts.backupByJob : texts.backupByHand,
          href: adminPath("jobs"),
        };
      case "disk_low":
        return { text: texts.diskLow(formats.bytes(concern.free_bytes)), href: adminPath("jobs") };
      case "stale_device": {
        const site = concern.siteId === null ? {} : { site: concern.siteId };
        const text = texts.staleDevices(concern.days, concern.name ?? texts.none);
        return { text, href: adminPath("devices", { ...site, state: "active" }) };
      }
      case "conflicts":
        return { text: texts.openConflicts(concern.count), href: adminPath("attention") };
      case "rejected":
        return {
          text: texts.rejected(concern.count),
          href: adminPath("attention", { view: "refused" }),
        };
    }
  };
}
