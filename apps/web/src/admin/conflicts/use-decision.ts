import type {
  SetAsideRequest,
  TakeOverAnswer,
  TakeOverRequest,
} from "@healthops/protocol/wire/refused";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { REFUSED_TEXT } from "./refused-text.ts";

/** Tells the hub what becomes of a refused change; a refusal of that stays in the dialog. */
export function useDecision(place: string, onDecided: () => void) {
  const api = useReplica();
  const texts = useTexts(REFUSED_TEXT);
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = (deed: string, body: unknown, said: (answer: unknown) => string): void => {
    setBusy(true);
    setFailure(null);
    api
      .askHub({ method: "POST", path: `/api/v1/refused/${place}/${deed}`, body })
      .then((answer) => {
        announce.done(said(answer.body));
        onDecided();
        return null;
      })
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return {
    busy,
    failure,
    takeOver: (body: TakeOverRequest) =>
      ask("take-over", body, (answer) =>
        (answer as TakeOverAnswer).conflicts.length > 0 ? texts.takenOverConflict : texts.takenOver,
      ),
    setAside: (body: SetAsideRequest) => ask("set-aside", body, () => texts.wasSetAside),
  };
}
