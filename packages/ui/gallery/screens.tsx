import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Chart } from "../src/charts/chart.tsx";
import { ConflictInbox } from "../src/conflicts/conflict-inbox.tsx";
import { RejectedList } from "../src/conflicts/rejected-list.tsx";
import { FormDialog } from "../src/forms/form-dialog.tsx";
import { RecordForm } from "../src/forms/record-form.tsx";
import { useLabel, useText } from "../src/i18n/language-provider.tsx";
import { RecordList } from "../src/lists/record-list.tsx";
import { RecordPage } from "../src/records/record-page.tsx";
import { useNavigate } from "../src/address/address.tsx";
import { Page } from "../src/shell/page.tsx";
import { visits } from "./gallery-schema.ts";

export function Screen({ path }: { readonly path: string }) {
  const texts = useText();
  const navigate = useNavigate();
  if (path.startsWith("/visits/")) {
    return (
      <RecordPage
        collection={visits}
        id={path.slice("/visits/".length)}
        onBack={() => navigate("/list")}
      />
    );
  }
  switch (path) {
    case "/form":
      return <FormScreen />;
    case "/charts":
      return <ChartScreen />;
    case "/conflicts":
      return (
        <Page title={texts.conflict.title}>
          <ConflictInbox onOpenRecord={(_collection, id) => navigate(`/visits/${id}`)} />
        </Page>
      );
    case "/rejected":
      return (
        <Page title={texts.rejected.title}>
          <RejectedList />
        </Page>
      );
    default:
      return <ListScreen />;
  }
}

function ChartScreen() {
  const days = Array.from({ length: 60 }, (_, n) =>
    new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
  );
  const wave = (least: number, swing: number) =>
    days.map((_, n) => (n % 11 === 3 ? null : Math.round(least + swing * Math.sin(n / 5) + n)));
  return (
    <Page title="Charts">
      <Chart
        title="Energy"
        unit="kcal"
        days={days}
        series={[
          { name: "Eaten", values: wave(2100, 300), kind: "bars" },
          { name: "Burnt", values: wave(1900, 200) },
          { name: "Goal", values: days.map(() => 2000), dashed: true, color: 5 },
        ]}
      />
      <Chart
        title="Body weight"
        unit="kg"
        decimals={1}
        days={days}
        series={[{ name: "Weight", values: wave(70, 2) }]}
      />
      <Chart
        title="Protein"
        unit="g"
        days={days}
        series={[{ name: "Protein", values: days.map(() => null) }]}
      />
    </Page>
  );
}

function ListScreen() {
  const texts = useText();
  const label = useLabel();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const close = (): void => setAdding(false);
  const add = texts.list.add(label(visits.title.one));
  return (
    <Page title={label(visits.title.many)} fill>
      <RecordList
        collection={visits}
        onOpen={({ id }) => navigate(`/visits/${id}`)}
        hrefOf={({ id }) => `/visits/${id}`}
        actions={
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {add}
          </Button>
        }
      />
      <FormDialog opened={adding} onClose={close} title={add}>
        <RecordForm collection={visits} record={null} onSaved={close} onCancel={close} />
      </FormDialog>
    </Page>
  );
}

function FormScreen() {
  const texts = useText();
  const label = useLabel();
  const navigate = useNavigate();
  return (
    <Page title={texts.form.newOf(label(visits.title.one))}>
      <div className="ho-card" style={{ maxWidth: "48rem" }}>
        <RecordForm
          collection={visits}
          record={null}
          onSaved={(id) => navigate(`/visits/${id}`)}
          onCancel={() => navigate("/list")}
        />
      </div>
    </Page>
  );
}
