import { useMediaQuery } from "@mantine/hooks";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";

const NARROW = "(max-width: 61.99em)";

export function useNarrow(): boolean {
  return useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
}

interface FoldedFiltersProps {
  readonly narrow: boolean;
  readonly children: ReactNode;
}

/** On a phone the filters would push what they filter off the screen: there one opens them. */
export function FoldedFilters({ narrow, children }: FoldedFiltersProps) {
  const texts = useTexts(AUDIT_TEXT);
  if (!narrow) return children;
  return (
    <details className={classes["fold"]}>
      <summary>{texts.filters}</summary>
      {children}
    </details>
  );
}
