import { defineModule } from "@healthops/schema/module";
import { desktopUsers } from "./collections/desktop-users.ts";
import { drivers } from "./collections/drivers.ts";
import { employees } from "./collections/employees.ts";
import { holidays } from "./collections/holidays.ts";
import { periods } from "./collections/periods.ts";
import { ruleSets } from "./collections/rule-sets.ts";
import { timesheetCodes } from "./collections/timesheet-codes.ts";
import { timesheetEntries } from "./collections/timesheet-entries.ts";
import { vehicleAssignments } from "./collections/vehicle-assignments.ts";
import { vehicles } from "./collections/vehicles.ts";
import { workforceSettings } from "./collections/workforce-settings.ts";
import { CLERK } from "./duties.ts";

/** Regional timesheets: who worked when, by which rules it counts, and who drove what. */
export const workforceModule = defineModule({
  name: "workforce",
  title: { en: "Workforce", tr: "Puantaj" },
  collections: [
    employees,
    timesheetEntries,
    periods,
    vehicles,
    drivers,
    vehicleAssignments,
    holidays,
    ruleSets,
    timesheetCodes,
    workforceSettings,
    desktopUsers,
  ],
  duties: [CLERK],
  workOf: [CLERK.name],
});
