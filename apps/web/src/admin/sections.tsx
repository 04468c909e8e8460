import type { Identity } from "@healthops/protocol/wire/auth";
import type { Label } from "@healthops/schema/field";
import { hasRole } from "@healthops/schema/person";
import type { ComponentType } from "react";
import { AuditSection } from "./audit/audit-section.tsx";
import { AttentionSection } from "./conflicts/attention-section.tsx";
import { DevicesSection } from "./devices/devices-section.tsx";
import { KeysSection } from "./keys/keys-section.tsx";
import { JobsSection } from "./jobs/jobs-section.tsx";
import { OverviewSection } from "./overview/overview-section.tsx";
import { PeopleSection } from "./people/people-section.tsx";
import { SitesSection } from "./sites/sites-section.tsx";

/** One part of the administration; its name stands in the address: `/admin?section=people`. */
export interface Section {
  readonly name: string;
  readonly title: Label;
  readonly Content: ComponentType;
  readonly least: "MANAGER" | "ADMIN";
}

const SECTIONS: readonly Section[] = [
  {
    name: "overview",
    title: { en: "Overview", tr: "Genel bakış" },
    Content: OverviewSection,
    least: "MANAGER",
  },
  {
    name: "people",
    title: { en: "People", tr: "Kişiler" },
    Content: PeopleSection,
    least: "MANAGER",
  },
  { name: "sites", title: { en: "Sites", tr: "Yerler" }, Content: SitesSection, least: "MANAGER" },
  {
    name: "devices",
    title: { en: "Devices", tr: "Aygıtlar" },
    Content: DevicesSection,
    least: "MANAGER",
  },
  { name: "keys", title: { en: "Keys", tr: "Anahtarlar" }, Content: KeysSection, least: "ADMIN" },
  {
    name: "attention",
    title: { en: "Conflicts and refusals", tr: "Çakışmalar ve retler" },
    Content: AttentionSection,
    least: "MANAGER",
  },
  {
    name: "audit",
    title: { en: "Audit", tr: "Denetim" },
    Content: AuditSection,
    least: "MANAGER",
  },
  { name: "jobs", title: { en: "Jobs", tr: "İşler" }, Content: JobsSection, least: "ADMIN" },
];

/** The parts that a person is offered; the hub decides what it answers. */
export function sectionsFor(person: Pick<Identity, "role">): readonly Section[] {
  return SECTIONS.filter(({ least }) => hasRole(person, least));
}
