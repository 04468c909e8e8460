import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { Code } from "../../terms/codes.ts";
import { PANEL_TEXT } from "./panel-text.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

const MARKS = ["note", "waiting", "conflict", "refused"] as const;
const TONES = ["rest", "holiday", "leave", "absent", "night"] as const;

/** What the codes, the signs in the corners and the colours mean. */
export function Legend({ codes }: { readonly codes: ReadonlyMap<string, Code> }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const panel = useTexts(PANEL_TEXT);
  const say = useLabel();
  return (
    <section className={classes["legend"]}>
      <h3>{texts.legend}</h3>
      <dl>
        {[...codes.values()].map(({ code, name }) => (
          <div key={code}>
            <dt>{code}</dt>
            <dd>{say(name)}</dd>
          </div>
        ))}
      </dl>
      <h3>{panel.signs}</h3>
      <dl>
        {MARKS.map((mark) => (
          <div key={mark}>
            <dt>
              <span className={classes["sample"]} data-mark={mark} />
            </dt>
            <dd>{panel.marks[mark]}</dd>
          </div>
        ))}
        {TONES.map((tone) => (
          <div key={tone}>
            <dt>
              <span className={classes["sample"]} data-tone={tone} />
            </dt>
            <dd>{panel.tones[tone]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
