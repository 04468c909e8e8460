import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import { saveProfile } from "../../body-commands.ts";
import type { Profile } from "../../goals/body.ts";
import { bodyFacts, restingKcal } from "../../goals/body.ts";
import { profileIdOf } from "../../profile-id.ts";
import { NumberInput } from "../shared/number-input.tsx";
import { useCommit } from "../shared/use-commit.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import classes from "./goals.module.css";

interface ProfileCardProps {
  readonly personId: string;
  readonly profile: Profile | null;
  readonly weightKg: number | null;
  readonly today: string;
}

type Facts = Pick<Profile, "sex" | "birthYear" | "heightCm" | "shareByDefault">;

const NONE: Facts = { sex: null, birthYear: null, heightCm: null, shareByDefault: false };

/** What the energy rules need to know, and what they make of it. */
export function ProfileCard({ personId, profile, weightKg, today }: ProfileCardProps) {
  const texts = useTexts(GOALS_TEXT);
  const commit = useCommit();
  const [changed, setChanged] = useState<Partial<Facts>>({});
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const shown: Facts = { ...NONE, ...profile, ...changed };
  const number = (field: "birthYear" | "heightCm", least: number, most: number) => {
    return (value: number | null | undefined): void => {
      const next = new Set(wrong);
      const whole = field !== "birthYear" || value == null || Number.isInteger(value);
      const valid =
        value === null || (value !== undefined && value >= least && value <= most && whole);
      if (valid) {
        next.delete(field);
        setChanged({ ...changed, [field]: value });
      } else next.add(field);
      setWrong(next);
    };
  };
  const year = Number(today.slice(0, 4));
  const { sex, birthYear, heightCm, shareByDefault } = shown;
  return (
    <section className={classes["body"]} aria-labelledby="profile">
      <form
        className={`ho-card ${classes["profile"]}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.size > 0) return;
          const changes = saveProfile(personId, profile, {
            sex,
            birthYear,
            heightCm,
            shareByDefault,
          });
          void commit(changes, texts.saved, (id) =>
            id === profileIdOf(personId) && profile !== null ? profile : undefined,
          ).then((went) => went && setChanged({}));
        }}
      >
        <h2 id="profile">{texts.profile}</h2>
        <p>{texts.profileHint}</p>
        <NativeSelect
          label={texts.sex}
          value={sex ?? ""}
          data={[
            { value: "", label: texts.notSaid },
            { value: "female", label: texts.female },
            { value: "male", label: texts.male },
          ]}
          onChange={(event) => {
            const value = event.currentTarget.value;
            setChanged({ ...changed, sex: value === "female" || value === "male" ? value : null });
          }}
        />
        <NumberInput
          key={`year ${profile?.birthYear}`}
          label={texts.birthYear}
          value={birthYear}
          {...(wrong.has("birthYear") ? { fault: texts.wrongNumber("1890", String(year)) } : {})}
          onChange={number("birthYear", 1890, year)}
        />
        <NumberInput
          key={`height ${profile?.heightCm}`}
          label={texts.height}
          value={heightCm}
          {...(wrong.has("heightCm") ? { fault: texts.wrongNumber("40", "260") } : {})}
          onChange={number("heightCm", 40, 260)}
        />
        <Checkbox
          label={texts.share}
          checked={shareByDefault}
          onChange={(event) =>
            setChanged({ ...changed, shareByDefault: event.currentTarget.checked })
          }
        />
        <Button type="submit" disabled={Object.keys(changed).length === 0 || wrong.size > 0}>
          {texts.saveProfile}
        </Button>
      </form>
      <Resting facts={shown} weightKg={weightKg} today={today} />
    </section>
  );
}

function Resting(props: {
  readonly facts: Facts;
  readonly weightKg: number | null;
  readonly today: string;
}) {
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
