import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { saveProfile } from "../../body-commands.ts";
import type { Profile } from "../../goals/body.ts";
import { profileIdOf } from "../../profile-id.ts";
import { NumberInput } from "../shared/number-input.tsx";
import { useCommit } from "../shared/use-commit.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import { RestingCard } from "./resting-card.tsx";
import type { ProfileForm } from "./use-profile-form.ts";
import { BOUNDS, useProfileForm } from "./use-profile-form.ts";
import classes from "./goals.module.css";

interface ProfileCardProps {
  readonly personId: string;
  readonly profile: Profile | null;
  readonly weightKg: number | null;
  readonly today: string;
}

/** What the energy rules need to know, and what they make of it. */
export function ProfileCard({ personId, profile, weightKg, today }: ProfileCardProps) {
  const texts = useTexts(GOALS_TEXT);
  const commit = useCommit();
  const form = useProfileForm(profile);
  const save = async (): Promise<void> => {
    const { sex, birthYear, heightCm, shareByDefault } = form.shown;
    const changes = saveProfile(personId, profile, { sex, birthYear, heightCm, shareByDefault });
    const held = (id: string) =>
      id === profileIdOf(personId) && profile !== null ? profile : undefined;
    if (await commit(changes, texts.saved, held)) form.reset();
  };
  return (
    <section className={classes["body"]} aria-labelledby="profile">
      <form
        className={`ho-card ${classes["profile"]}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (form.valid) void save();
        }}
      >
        <h2 id="profile">{texts.profile}</h2>
        <p>{texts.profileHint}</p>
        <Fields form={form} profile={profile} />
        <Button type="submit" disabled={!form.changed || !form.valid}>
          {texts.saveProfile}
        </Button>
      </form>
      <RestingCard facts={form.shown} weightKg={weightKg} today={today} />
    </section>
  );
}

function Fields({
  form,
  profile,
}: {
  readonly form: ProfileForm;
  readonly profile: Profile | null;
}) {
  const texts = useTexts(GOALS_TEXT);
  const { sex, shareByDefault } = form.shown;
  const numbers = [
    ["birthYear", texts.birthYear],
    ["heightCm", texts.height],
  ] as const;
  return (
    <>
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
          form.set({ sex: value === "female" || value === "male" ? value : null });
        }}
      />
      {numbers.map(([field, label]) => (
        <NumberInput
          // Another device may have changed what is held.
          key={`${field} ${profile?.[field]}`}
          label={label}
          value={form.shown[field]}
          {...(form.wrong(field)
            ? { fault: texts.wrongNumber(String(BOUNDS[field][0]), String(BOUNDS[field][1])) }
            : {})}
          onChange={(value) => form.setNumber(field, value)}
        />
      ))}
      <Checkbox
        label={texts.share}
        checked={shareByDefault}
        onChange={(event) => form.set({ shareByDefault: event.currentTarget.checked })}
      />
    </>
  );
}
