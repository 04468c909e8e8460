import type { CSSProperties, KeyboardEvent } from "react";
import { useEffect, useId, useRef, useState } from "react";
import classes from "./cell-grid.module.css";
import type { CellChoice } from "./grid-model.ts";

/** Where the person goes after a cell. */
export type Leave = "down" | "up" | "right" | "left" | "stay" | "fill";

interface CellEditorProps {
  readonly label: string;
  readonly first: string;
  /** Whether arrows leave the cell: when a text is typed anew, not when one is edited. */
  readonly arrowsLeave: boolean;
  readonly style: CSSProperties;
  /** Whether the help stands above the cell. */
  readonly above: boolean;
  readonly choices: readonly CellChoice[];
  faultOf(text: string): string | null;
  onCommit(text: string, leave: Leave): void;
  onCancel(): void;
}

const CHOICES_SHOWN = 12;

/** The text of one cell while it is typed. It stays open, and says why, while the text is no good. */
export function CellEditor(props: CellEditorProps) {
  const { first, faultOf, onCommit, onCancel } = props;
  const [text, setText] = useState(first);
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const fault = text.trim() === "" ? null : faultOf(text.trim());
  useEffect(() => {
    const end = first.length;
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(end, end);
  }, [first]);
  // The grid takes the focus back when the editor is done, which leaves it once more.
  const done = useRef(false);
  const finish = (end: () => void): void => {
    if (done.current) return;
    done.current = true;
    end();
  };
  const commit = (leave: Leave): void => {
    if (fault === null) finish(() => onCommit(text.trim(), leave));
    else setAsked(true);
  };
  const cancel = (): void => finish(onCancel);
  const onKeyDown = (event: KeyboardEvent): void => {
    // The grid behind has keys of its own.
    event.stopPropagation();
    const leave = leaveOf(event, props.arrowsLeave);
    if (event.key === "Escape") cancel();
    else if (leave === null) return;
    else commit(leave);
    event.preventDefault();
  };
  const folded = text.trim().toLocaleUpperCase("tr");
  const offered = props.choices
    .filter((choice) => choice.text.toLocaleUpperCase("tr").startsWith(folded))
    .slice(0, CHOICES_SHOWN);
  return (
    <div className={classes["editor"]} style={props.style}>
      <input
        ref={input}
        value={text}
        aria-label={props.label}
        aria-invalid={asked && fault !== null}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        // Elsewhere counts as done, and a text that is no good is given up.
        onBlur={() => (fault === null ? commit("stay") : cancel())}
      />
      <div id={`${id}-help`} className={classes["help"]} data-above={props.above ? "" : undefined}>
        {asked && fault !== null ? (
          <span className={classes["fault"]} role="alert">
            {fault}
          </span>
        ) : (
          offered.map((choice) => (
            <span key={choice.text} className={classes["choice"]}>
              <kbd>{choice.text}</kbd> {choice.label}
            </span>
          ))
        )}
      </div>
    </div>
  );
}

function leaveOf(event: KeyboardEvent, arrowsLeave: boolean): Leave | null {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return "fill";
  if (event.key === "Enter") return event.shiftKey ? "up" : "down";
  if (event.key === "Tab") return event.shiftKey ? "left" : "right";
  if (!arrowsLeave) return null;
  const arrows: Readonly<Record<string, Leave>> = {
    ArrowDown: "down",
    ArrowUp: "up",
    ArrowRight: "right",
    ArrowLeft: "left",
  };
  return arrows[event.key] ?? null;
}
