import { Button, CloseButton, SegmentedControl, TextInput } from "@mantine/core";
import { IconBolt, IconPlus } from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { KeyboardEvent, RefObject } from "react";
import { useRef } from "react";
import type { Change } from "../../change.ts";
import type { Slot } from "../../diary/slots.ts";
import { SLOTS } from "../../diary/slots.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import { energyOf } from "./suggestion-text.ts";
import { SuggestionRow } from "./suggestion-row.tsx";
import type { Composer as ComposerState } from "./use-composer.ts";
import { useQuickWords } from "./use-quick-text.ts";
import classes from "./composer.module.css";

interface ComposerProps {
  readonly composer: ComposerState;
  readonly weightKg: number | null;
  /** Whether what was entered before is read already. */
  readonly ready: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  add(changes: readonly Change[]): Promise<boolean>;
}

/** One field for everything that was eaten or done; what is usual stands below it before one types. */
export function Composer({ composer, weightKg, ready, field, add }: ComposerProps) {
  const texts = useTexts(DIARY_TEXT);
  const quickWords = useQuickWords(composer);
  const list = useRef<HTMLUListElement>(null);
  const { slot, text, offered, picks, quick } = composer;

  const addAndClear = async (changes: readonly Change[]): Promise<void> => {
    if (changes.length === 0) return;
    if (await add(changes)) composer.clear();
  };
  const enter = (): void => {
    const [first] = offered;
    if (picks.size > 0) void addAndClear(composer.changesOfPicks());
    else if (quick !== null) void addAndClear(composer.changesOfQuick());
    else if (text.trim() !== "" && first !== undefined) void addAndClear(composer.changesOf(first));
  };
  return (
    <section className={`ho-card ${classes["composer"]}`} aria-label={texts.ask}>
      <SegmentedControl
        fullWidth
        className={classes["slots"] ?? ""}
        aria-label={texts.to}
        value={slot}
        onChange={(value) => composer.setSlot(value as Slot)}
        data={SLOTS.map((value) => ({ value, label: texts.slots[value] }))}
      />
      <EntryField
        composer={composer}
        field={field}
        enter={enter}
        intoRows={() => focusRow(list.current, 0)}
      />
      {quickWords === null ? null : (
        <button type="button" className={classes["quick"]} onClick={enter}>
          <IconBolt size={18} stroke={1.7} aria-hidden />
          <span>{quickWords}</span>
          <kbd className="ho-kbd" aria-hidden>
            Enter
          </kbd>
        </button>
      )}
      <Heading composer={composer} ready={ready} />
      <ul
        ref={list}
        className={classes["rows"]}
        onKeyDown={(event) => moveInRows(event, list.current, field.current, enter)}
      >
        {offered.map((suggestion) => (
          <SuggestionRow
            key={suggestion.key}
            suggestion={suggestion}
            pick={picks.get(suggestion.key)}
            weightKg={weightKg}
            toggle={() => composer.toggle(suggestion)}
            step={(direction) => composer.step(suggestion.key, direction)}
          />
        ))}
      </ul>
      {picks.size === 0 ? null : (
        <AddBar
          composer={composer}
          weightKg={weightKg}
          add={() => void addAndClear(composer.changesOfPicks())}
        />
      )}
    </section>
  );
}

interface EntryFieldProps {
  readonly composer: ComposerState;
  readonly field: RefObject<HTMLInputElement | null>;
  enter(): void;
  intoRows(): void;
}

function EntryField({ composer, field, enter, intoRows }: EntryFieldProps) {
  const texts = useTexts(DIARY_TEXT);
  const { text } = composer;
  return (
    <TextInput
      ref={field}
      size="md"
      aria-label={texts.ask}
      placeholder={texts.ask}
      description={text === "" ? texts.askHint : undefined}
      autoComplete="off"
      enterKeyHint="done"
      value={text}
      onChange={(event) => composer.setText(event.currentTarget.value)}
      onFocus={(event) => showBelowHead(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === "Enter") enter();
        else if (event.key === "Escape") composer.clear();
        else if (event.key === "ArrowDown") intoRows();
        else return;
        event.preventDefault();
      }}
      rightSection={
        text === "" ? null : (
          <CloseButton size="sm" aria-label={texts.clear} onClick={() => composer.clear()} />
        )
      }
    />
  );
}

function Heading(props: { readonly composer: ComposerState; readonly ready: boolean }) {
  const { slot, text, offered, quick } = props.composer;
  const texts = useTexts(DIARY_TEXT);
  if (!props.ready) return null;
  if (offered.length === 0) {
    if (quick !== null) return null;
    return (
      <p className={classes["nothing"]}>
        {text.trim() === "" ? texts.nothingRecent : texts.nothingFound(text.trim())}
      </p>
    );
  }
  const said =
    text.trim() !== ""
      ? texts.found
      : slot === "exercise"
        ? texts.recentActivities
        : texts.recents(texts.slots[slot]);
  return <h2 className={classes["title"]}>{said}</h2>;
}

function AddBar(props: {
  readonly composer: ComposerState;
  readonly weightKg: number | null;
  add(): void;
}) {
  const { picks, clear } = props.composer;
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const energies = [...picks.values()].map((pick) => energyOf(pick, props.weightKg));
  const burned = [...picks.values()].some(({ suggestion }) => suggestion.what !== "meal");
  const sum = energies.reduce<number>((all, kcal) => all + (kcal ?? 0), 0);
  return (
    <div className={classes["add"]}>
      <Button
        fullWidth
        size="md"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={props.add}
      >
        {texts.add(picks.size)}
        {sum > 0 && !burned ? (
          <span className={`ho-number ${classes["sum"]}`}>
            {formats.measure(Math.round(sum), 0, "kcal")}
          </span>
        ) : null}
      </Button>
      <CloseButton size="lg" aria-label={texts.clear} onClick={clear} />
    </div>
  );
}

/** On a phone the keyboard takes half of the window: the field goes up, what it finds stays in view. */
function showBelowHead(input: HTMLElement): void {
  if (!matchMedia("(max-width: 47.99em)").matches) return;
  input.closest("section")?.scrollIntoView({ block: "start" });
}

function rowsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("input[type=checkbox]") ?? [])];
}

function focusRow(list: HTMLElement | null, at: number): void {
  rowsOf(list)[at]?.focus();
}

/** Arrow keys go through the rows, above the first one back to the field; Enter adds. */
function moveInRows(
  event: KeyboardEvent,
  list: HTMLElement | null,
  field: HTMLElement | null,
  enter: () => void,
): void {
  if (!(event.target instanceof HTMLInputElement)) return;
  const at = rowsOf(list).indexOf(event.target);
  if (event.key === "ArrowDown") focusRow(list, at + 1);
  else if (event.key === "ArrowUp") (rowsOf(list)[at - 1] ?? field)?.focus();
  else if (event.key === "Enter") enter();
  else return;
  event.preventDefault();
}
