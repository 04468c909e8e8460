import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { LanguageProvider } from "../i18n/language-provider.tsx";
import { ConfirmProvider } from "../states/confirm.tsx";
import { UndoProvider } from "../states/undo.tsx";
import { cssVariables, theme } from "./theme.ts";

/**
 * Everything that screens need around them besides the replica: theme, language, dialogs, messages.
 * The library writes its variables into style elements: the page's policy must allow
 * `style-src 'unsafe-inline'`; scripts need no exception.
 */
export function KitProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <LanguageProvider>
        <Notifications position="bottom-center" limit={3} />
        <ConfirmProvider>
          <UndoProvider>{children}</UndoProvider>
        </ConfirmProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
