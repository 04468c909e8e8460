import { RejectedList } from "@healthops/ui/conflicts/rejected-list.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";

/** What the hub refused, to be corrected or discarded. */
export function RejectedPage() {
  const texts = useText();
  const [query] = useAddressQuery();
  return (
    <Page title={texts.rejected.title}>
      <RejectedList first={query["record"]} />
    </Page>
  );
}
