import { ConflictInbox } from "@healthops/ui/conflicts/conflict-inbox.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery, useNavigate } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { recordPath } from "../addresses/places.ts";

/** Where two people changed the same thing, and somebody has to choose. */
export function ConflictsPage() {
  const texts = useText();
  const navigate = useNavigate();
  const [query] = useAddressQuery();
  return (
    <Page title={texts.conflict.title}>
      <ConflictInbox
        first={query["id"]}
        onOpenRecord={(collection, id) => navigate(recordPath(collection, id))}
      />
    </Page>
  );
}
