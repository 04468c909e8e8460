import { RejectedList } from "@healthops/ui/conflicts/rejected-list.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";

/** What the hub refused, to be corrected or discarded. */
export function RejectedPage() {
  const texts = useText();
  return (
    <Page title={texts.rejected.title}>
      <RejectedList />
    </Page>
  );
}
