import { duty } from "@healthops/schema/duty";
import { defineModule } from "@healthops/schema/module";

/** What people do whose modules are not installed yet: each declaration moves into its module when that comes. */
export const staffModule = defineModule({
  name: "staff",
  title: { en: "Staff", tr: "Sağlık çalışanları" },
  collections: [],
  duties: [
    duty({ name: "receptionist", label: { en: "Receptionist", tr: "Danışma" } }),
    duty({ name: "doctor", label: { en: "Doctor", tr: "Doktor" } }),
    duty({ name: "pharmacist", label: { en: "Pharmacist", tr: "Eczacı" } }),
    duty({ name: "lab", label: { en: "Laboratory", tr: "Laboratuvar" } }),
    duty({ name: "patient", label: { en: "Patient", tr: "Hasta" }, outside: true }),
  ],
});
