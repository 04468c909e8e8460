import { Button, Progress } from "@mantine/core";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { Task } from "./use-task.ts";

/** How far a long piece of work is, and the button that stops it. */
export function TaskBar({ task }: { readonly task: Task | null }) {
  const texts = useText();
  const formats = useFormats();
  if (task === null) return null;
  const { text, done, total } = task;
  const far =
    total === null ? formats.number(done) : `${formats.number(done)} / ${formats.number(total)}`;
  const percent = total === null || total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <div className="ho-task" role="status">
      <span className="ho-number">
        {text} {far}
      </span>
      <Progress
        value={percent}
        animated={total === null}
        size="sm"
        className="ho-task-bar"
        aria-label={text}
      />
      <Button size="compact-xs" variant="default" onClick={task.cancel}>
        {texts.common.cancel}
      </Button>
    </div>
  );
}
