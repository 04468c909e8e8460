import { SegmentedControl } from "@mantine/core";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import classes from "../parts/admin.module.css";
import { AllConflicts } from "./all-conflicts.tsx";
import { ATTENTION_TEXT } from "./attention-text.ts";
import { RefusedWork } from "./refused-work.tsx";

/** Where work of anybody stands still: clashes to decide, and what the hub refused. */
export function AttentionSection() {
  const texts = useTexts(ATTENTION_TEXT);
  const [query, change] = useAddressQuery();
  const view = query["view"] === "refused" ? "refused" : "conflicts";
  return (
    <div className={classes["scroll"]}>
      <div className={classes["quick"]}>
        <SegmentedControl
          size="xs"
          aria-label={texts.views}
          value={view}
          onChange={(chosen) => change({ view: chosen === "refused" ? chosen : null })}
          data={[
            { value: "conflicts", label: texts.conflicts },
            { value: "refused", label: texts.refused },
          ]}
        />
      </div>
      {view === "refused" ? <RefusedWork /> : <AllConflicts />}
    </div>
  );
}
