import { Alert, Button, Group, Modal } from "@mantine/core";
import type { Job, JobList, JobRun, JobRunList } from "@healthops/protocol/wire/admin";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { EmptyState } from "@healthops/ui/states/states.tsx";
import { IconClockPlay } from "@tabler/icons-react";
import { useState } from "react";
import classes from "../parts/admin.module.css";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import { useDeed } from "../hub/use-deed.ts";
import { useHub } from "../hub/use-hub.ts";
import { HubFacts } from "../overview/hub-facts.tsx";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { hubSentence } from "../hub/hub-sentences.ts";
import { JOBS_TEXT } from "./jobs-text.ts";
import { scheduleWords } from "./schedule-text.ts";

const EVERY_MS = 5_000;
const TONES = { running: "quiet", done: "good", failed: "bad" } as const;

/** What the hub does by the clock, how it went, and how the hub itself is. */
export function JobsSection() {
  const texts = useTexts(JOBS_TEXT);
  const asked = useHub<JobList>("/api/v1/jobs", EVERY_MS);
  const [shown, setShown] = useState<Job | null>(null);
  const columns = useColumns(asked.value?.running === true, setShown, asked.reload);
  return (
    <div className={classes["scroll"]}>
      <section className="ho-card" aria-labelledby="jobs-title">
        <header className={classes["cardhead"]}>
          <h2 id="jobs-title">{texts.title}</h2>
          <span className="ho-spacer" />
          <Freshness asked={asked} />
        </header>
        <HubView asked={asked}>
          {({ running, jobs }) => (
            <>
              {running ? null : (
                <Alert color="yellow" p="xs" m="sm" mt={0}>
                  {texts.notRunning}
                </Alert>
              )}
              {jobs.length === 0 ? (
                <EmptyState
                  icon={<IconClockPlay size={24} stroke={1.5} />}
                  title={texts.emptyTitle}
                  text={texts.emptyText}
                />
              ) : (
                <SmallTable
                  label={texts.title}
                  columns={columns}
                  rows={jobs}
                  keyOf={({ name }) => name}
                />
              )}
            </>
          )}
        </HubView>
      </section>
      <HubFacts />
      <Runs job={shown} onClose={() => setShown(null)} />
    </div>
  );
}

function useColumns(
  mayRun: boolean,
  onShow: (job: Job) => void,
  onRun: () => void,
): readonly SmallColumn<Job>[] {
  const texts = useTexts(JOBS_TEXT);
  const say = useLabel();
  const formats = useFormats();
  return [
    {
      name: "job",
      title: texts.job,
      cell: ({ title, name }) => (
        <>
          {say(title)} <small>{name}</small>
        </>
      ),
    },
    {
      name: "schedule",
      title: texts.schedule,
      cell: ({ schedule, next }) => (
        <>
          {schedule === null ? texts.byHand : say(scheduleWords(schedule))}
          {next === null ? null : (
            <small>
              {texts.next}: {formats.moment(next)}
            </small>
          )}
        </>
      ),
    },
    {
      name: "last",
      title: texts.last,
      cell: ({ last }) => (last === null ? texts.never : formats.moment(last.startedAt)),
    },
    {
      name: "outcome",
      title: texts.outcome,
      cell: ({ last }) => (last === null ? "–" : <Outcome run={last} />),
    },
    {
      name: "deeds",
      title: texts.deeds,
      deeds: true,
      cell: (job) => <Deeds job={job} mayRun={mayRun} onShow={onShow} onRun={onRun} />,
    },
  ];
}

function Outcome({ run }: { readonly run: JobRun }) {
  const texts = useTexts(JOBS_TEXT);
  const formats = useFormats();
  const took = run.duration_ms;
  const said = run.message === null ? null : hubSentence(run.message, formats.language);
  return (
    <>
      <span className="ho-chip" data-tone={TONES[run.outcome]}>
        {texts[run.outcome]}
      </span>
      <small>
        {[took === null ? null : texts.took(durationText(took, formats)), said]
          .filter((part) => part !== null)
          .join(" · ")}
      </small>
    </>
  );
}

function durationText(duration_ms: number, formats: ReturnType<typeof useFormats>): string {
  if (duration_ms < 1000) return `${formats.number(duration_ms, 0)} ms`;
  const seconds = duration_ms / 1000;
  return seconds < 60 ? `${formats.number(seconds, 1)} s` : formats.measure(seconds / 60, 1, "min");
}

interface DeedsProps {
  readonly job: Job;
  readonly mayRun: boolean;
  onShow(job: Job): void;
  onRun(): void;
}

function Deeds({ job, mayRun, onShow, onRun }: DeedsProps) {
  const texts = useTexts(JOBS_TEXT);
  const { busy, run } = useDeed();
  const start = async (): Promise<void> => {
    const path = `/api/v1/jobs/${encodeURIComponent(job.name)}/run`;
    await run({ method: "POST", path, body: {} }, texts.started);
    onRun();
  };
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <Button size="compact-sm" variant="subtle" onClick={() => onShow(job)}>
        {texts.runs}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        disabled={!mayRun || job.last?.outcome === "running"}
        onClick={() => void start()}
      >
        {texts.run}
      </Button>
    </Group>
  );
}

function Runs({ job, onClose }: { readonly job: Job | null; onClose(): void }) {
  const texts = useTexts(JOBS_TEXT);
  const { common } = useText();
  const say = useLabel();
  return (
    <Modal
      opened={job !== null}
      onClose={onClose}
      size="lg"
      title={<span style={{ fontWeight: 620 }}>{job === null ? "" : say(job.title)}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {job === null ? null : <RunList name={job.name} label={texts.runs} />}
    </Modal>
  );
}

function RunList({ name, label }: { readonly name: string; readonly label: string }) {
  const texts = useTexts(JOBS_TEXT);
  const formats = useFormats();
  const path = `/api/v1/jobs/${encodeURIComponent(name)}/runs?limit=30`;
  const asked = useHub<JobRunList>(path, EVERY_MS);
  const columns: readonly SmallColumn<JobRun>[] = [
    { name: "when", title: texts.when, cell: ({ startedAt }) => formats.moment(startedAt) },
    { name: "outcome", title: texts.outcome, cell: (run) => <Outcome run={run} /> },
    {
      name: "by",
      title: texts.by,
      cell: ({ byPersonId }) =>
        byPersonId === null ? texts.bySchedule : <ReferenceText to="people" id={byPersonId} />,
    },
  ];
  return (
    <HubView asked={asked}>
      {({ runs }) =>
        runs.length === 0 ? (
          <p className={classes["note"]}>{texts.noRuns}</p>
        ) : (
          <SmallTable
            label={label}
            columns={columns}
            rows={runs}
            keyOf={({ startedAt }) => startedAt}
          />
        )
      }
    </HubView>
  );
}
