import { configOf } from "../hub-access/database-options.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { printJson, printText } from "../output/print.ts";

/** `hub rotate-keys`: another key signs from now on; with `--now` nothing that was signed before holds. */
export async function rotateKeys(
  options: Readonly<Record<string, unknown>> & { readonly now?: boolean; readonly json?: boolean },
): Promise<void> {
  const tokensEnded = options.now === true;
  await withHub(configOf(options), ({ signingKeys }) =>
    tokensEnded ? signingKeys.endAllTokens() : signingKeys.rotate(),
  );
  if (options.json === true) return printJson({ rotated: true, tokensEnded });
  printText(
    tokensEnded
      ? "A new key signs, and every token is over. Devices get new ones by themselves; nobody has to sign in."
      : "A new key signs. Tokens in use stay good until they end, within minutes.",
  );
}
