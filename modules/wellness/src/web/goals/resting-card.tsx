import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { Profile } from "../../goals/body.ts";
import { bodyFacts, restingKcal } from "../../goals/body.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import classes from "./goals.module.css";

interface RestingCardProps {
  readonly facts: Pick<Profile, "sex" | "birthYear" | "heightCm">;
  readonly weightKg: number | null;
  readonly today: string;
}

/** What the body needs at rest, with every number that it is made of. */
export function RestingCard(props: RestingCardProps) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const facts = bodyFacts(props.facts, props.weightKg, props.today);
  const kcal = restingKcal(facts);
  const say = (value: number): string => formats.number(value, 2);
  return (
    <div className={`ho-card ${classes["resting"]}`}>
      <h2>{texts.bmr}</h2>
      {facts === null || kcal === null ? (
        <p>{texts.bmrMissing}</p>
      ) : (
        <>
          <strong className="ho-number">{formats.measure(kcal, 0, "kcal")}</strong>
          <p>{texts.bmrIs(formats.measure(kcal, 0, "kcal"))}</p>
          <p>{texts.bmrHow}</p>
          <ul className="ho-number">
            <Term text={`10 × ${say(facts.weightKg)} kg`} value={10 * facts.weightKg} />
            <Term text={`${say(6.25)} × ${say(facts.heightCm)} cm`} value={6.25 * facts.heightCm} />
            <Term text={`5 × ${facts.ageYears} ${texts.years}`} value={-5 * facts.ageYears} />
            <Term
              text={facts.sex === "male" ? texts.male : texts.female}
              value={facts.sex === "male" ? 5 : -161}
            />
          </ul>
        </>
      )}
    </div>
  );
}

function Term({ text, value }: { readonly text: string; readonly value: number }) {
  const formats = useFormats();
  const sign = value < 0 ? "−" : "+";
  return (
    <li>
      <span>{text}</span>
      <b>
        {sign} {formats.number(Math.abs(value), 1)}
      </b>
    </li>
  );
}
