import type { RefusedChange } from "@healthops/protocol/wire/refused";
import type { Collection } from "@healthops/schema/collection";
import { saidFaults } from "@healthops/ui/forms/refusal-faults";
import { useFormats, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { failureText, othersFailureText } from "@healthops/ui/states/problem-text";

interface WhyRefusedProps {
  /** Whether the reader is who wanted it. */
  readonly own: boolean;
  readonly about: Collection | undefined;
  readonly mutations: RefusedChange["mutations"];
}

/** Each reason once: what the code means, and what is wrong with which field. */
export function WhyRefused({ own, about, mutations }: WhyRefusedProps) {
  const texts = useText();
  const formats = useFormats();
  const lines = new Set<string>();
  for (const mutation of mutations) {
    const whole = own ? failureText(mutation, texts) : othersFailureText(mutation, texts);
    const values = mutation.fields ?? {};
    const faults = saidFaults(about, values, mutation.faults, texts, formats);
    // A rule's own sentence says all there is, but for the field.
    if (faults.every(({ text }) => text !== whole)) lines.add(whole);
    for (const { name, text } of faults) lines.add(name === null ? text : `${name}: ${text}`);
  }
  return (
    <div className="ho-refusal">
      {[...lines].map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
