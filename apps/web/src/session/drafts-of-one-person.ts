import { dropAllDrafts } from "@healthops/ui/forms/drafts";
import type { Session } from "./session.ts";

const STORED_AS = "healthops.drafts-of";

/** Drafts of this window live on through reloads for the person who wrote them, and for nobody else. */
export function keepDraftsOfOnePerson(session: Session): void {
  session.subscribe(() => {
    const state = session.state();
    if (state.kind !== "signed_in") return;
    const { personId } = state.identity;
    const owner = sessionStorage.getItem(STORED_AS);
    if (owner !== null && owner !== personId) dropAllDrafts();
    sessionStorage.setItem(STORED_AS, personId);
  });
}
