import { boolean, reference } from "@healthops/schema/fields";
import type { Permissions } from "@healthops/schema/permission";
import type { ScopeRule } from "@healthops/schema/scope";

/** Whose record it is, and whether their manager may see it: the same for every personal record. */
export const PERSONAL_FIELDS = {
  personId: reference({
    label: { en: "Person", tr: "Kişi" },
    required: true,
    to: "people",
    fixed: true,
  }),
  siteId: reference({
    label: { en: "Site", tr: "Yer" },
    help: {
      en: "The managers of this site see the record if it is shared.",
      tr: "Paylaşılırsa kaydı bu yerin yöneticileri görür.",
    },
    to: "sites",
    merge: "arrival",
  }),
  sharedWithManager: boolean({
    label: { en: "Shared with manager", tr: "Yöneticiyle paylaşıldı" },
    required: true,
    default: false,
    merge: "arrival",
  }),
};

type PersonalField = keyof typeof PERSONAL_FIELDS;

/** The person alone, and the managers of the record's site while it is shared. */
export const PERSONAL_SCOPES: readonly ScopeRule<PersonalField>[] = [
  { kind: "user", field: "personId" },
  { kind: "managers", field: "siteId", when: { field: "sharedWithManager", is: true } },
];

/** Nobody writes in somebody else's diary, not even an administrator. */
export const OWN_ONLY: Permissions<"personId"> = {
  create: [{ own: "personId" }],
  update: [{ own: "personId" }],
};
