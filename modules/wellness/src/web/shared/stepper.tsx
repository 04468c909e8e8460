import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import classes from "./stepper.module.css";

interface StepperProps {
  /** Names what is counted. */
  readonly label: string;
  readonly less: string;
  readonly more: string;
  /** The amount in words: `× 2`, `30 min`. */
  readonly text: string;
  step(direction: 1 | -1): void;
}

/** A number between two buttons: the amounts that people take differ by steps. */
export function Stepper({ label, less, more, text, step }: StepperProps) {
  return (
    <div className={classes["stepper"]} role="group" aria-label={label}>
      <ActionIcon variant="default" size="md" aria-label={less} onClick={() => step(-1)}>
        <IconMinus size={14} />
      </ActionIcon>
      <output className="ho-number">{text}</output>
      <ActionIcon variant="default" size="md" aria-label={more} onClick={() => step(1)}>
        <IconPlus size={14} />
      </ActionIcon>
    </div>
  );
}
