import { Problem } from "@healthops/base/problem";
import type { Actor } from "@healthops/schema/person";
import { hasRole } from "@healthops/schema/person";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Change } from "../change.ts";
import { updating } from "../change.ts";
import { employees } from "../collections/employees.ts";

/**
 * Moves an employee to another region. Their entries go along on the hub, all of them in the same
 * moment, and the old region's devices lose them. Problem `not_permitted` for all but administrators.
 */
export function moveEmployee(actor: Pick<Actor, "role">, id: string, siteId: string): Change {
  if (hasRole(actor, "ADMIN")) return updating(employees, id, { siteId });
  const label = {
    en: "Only an administrator moves an employee to another region.",
    tr: "Bir çalışanı başka bölgeye yalnızca sistem yöneticisi taşır.",
  };
  throw new Problem({
    code: "not_permitted",
    status: 403,
    message: label.en,
    faults: [ruleFault("siteId", label)],
  });
}
