import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { uniqueField } from "../engine/unique-field.ts";

/** No two people have the same user name, whichever door they are added or renamed through. */
export const uniqueUsername = uniqueField(
  "people",
  { field: "username", column: "username" },
  ruleFault("username", {
    en: "Somebody has this user name already. Choose another one.",
    tr: "Bu kullanıcı adı başkasında. Başka bir ad seçin.",
  }),
);
