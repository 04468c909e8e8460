import { duty } from "@healthops/schema/duty";

/**
 * Office work of a region: employees, timesheets, vehicles. It is what a user of a site does where nobody has said
 * what, as it was before there were duties.
 */
export const CLERK = duty({
  name: "clerk",
  label: { en: "Office clerk", tr: "Büro görevlisi" },
  scoped: true,
  unsaid: true,
});
