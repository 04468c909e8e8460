import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { uniqueField } from "./unique-field.ts";

/** A site's code stands for one site: labels and numbers are made of it. */
export const uniqueSiteCode = uniqueField(
  "sites",
  { field: "code", column: "code" },
  ruleFault("code", {
    en: "Another site has this code already. Choose another one.",
    tr: "Bu kod başka bir yerin. Başka bir kod seçin.",
  }),
);
