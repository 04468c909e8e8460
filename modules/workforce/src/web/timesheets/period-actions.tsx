import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import type { PeriodState } from "../../rules/periods.ts";
import type { StepName } from "./period-steps.ts";
import { stepChange, stepsFor } from "./period-steps.ts";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

interface PeriodActionsProps {
  readonly siteId: string;
  readonly month: string;
  readonly state: PeriodState;
  /** Whether there is a record of the period yet. */
  readonly known: boolean;
}

const TONES = { open: "", submitted: "warn", approved: "good", locked: "good" } as const;

/** How far the month is, and the next step of whoever looks at it. */
export function PeriodActions({ siteId, month, state, known }: PeriodActionsProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const kit = useText();
  const api = useReplica();
  const announce = useAnnounce();
  const { role } = useIdentity();
  const [asked, setAsked] = useState<StepName | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const steps = stepsFor({ role }, state);

  const take = async (name: StepName): Promise<void> => {
    setBusy(true);
    try {
      const period = { siteId, month, state: known ? state : null };
      await api.mutate([stepChange(name, { role }, period, reason)]);
      announce.done(texts.stepDone[name]);
      setAsked(null);
      setReason("");
    } catch (error) {
      announce.failed(error);
    }
    setBusy(false);
  };
  return (
    <>
      <span className="ho-chip" data-tone={TONES[state]}>
        {texts.states[state]}
      </span>
      {steps.map((name, at) => (
        <Button key={name} variant={at === 0 ? "filled" : "default"} onClick={() => setAsked(name)}>
          {texts.steps[name]}
        </Button>
      ))}
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === null ? "" : texts.steps[asked]}
        closeButtonProps={{ "aria-label": kit.common.close }}
        size="sm"
      >
        <Text size="sm">{asked === null ? "" : texts.asks[asked]}</Text>
        {asked === "reopen" && (
          <TextInput
            mt="md"
            required
            label={texts.reason}
            description={texts.reasonHelp}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => setAsked(null)}>
            {kit.common.cancel}
          </Button>
          <Button
            data-autofocus
            loading={busy}
            disabled={asked === "reopen" && reason.trim() === ""}
            onClick={() => asked !== null && void take(asked)}
          >
            {asked === null ? "" : texts.steps[asked]}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
