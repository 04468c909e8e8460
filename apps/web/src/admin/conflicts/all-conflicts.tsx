import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { Duties } from "@healthops/schema/duty";
import type { Filter } from "@healthops/schema/list/list-query";
import { hasRole, scopesOfSite } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import { ConflictView } from "@healthops/ui/conflicts/conflict-view.tsx";
import { useMayDecide } from "@healthops/ui/conflicts/use-may-decide";
import { useList, useRecord, useTitle } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useCollection, useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { RecordPicker } from "@healthops/ui/forms/record-picker.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { useAddressQuery, useNavigate } from "@healthops/ui/address/address.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { useState } from "react";
import { recordPath } from "../../addresses/places.ts";
import classes from "../parts/admin.module.css";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { ATTENTION_TEXT } from "./attention-text.ts";
import type { ConflictRow } from "./conflict-row.ts";
import { conflictRow } from "./conflict-row.ts";

const SHOWN = 200;

/** Every conflict that this person may see, the oldest first, and the way to decide it here. */
export function AllConflicts() {
  const texts = useTexts(ATTENTION_TEXT);
  const { duties } = useSchema();
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const [query, change] = useAddressQuery();
  const [shown, setShown] = useState<string | null>(null);
  const columns = useColumns(setShown);
  const status = query["status"] === "resolved" ? "resolved" : "open";
  const site = query["site"] ?? null;
  const page = useList("conflicts", {
    where: { all: conditions(duties, status, site) },
    sort: [["mineAt", status === "open" ? "asc" : "desc"]],
    limit: SHOWN,
  });
  return (
    <>
      <div className={classes["quick"]}>
        <SegmentedControl
          size="xs"
          aria-label={texts.status}
          value={status}
          onChange={(chosen) => change({ status: chosen === "open" ? null : chosen })}
          data={[
            { value: "open", label: texts.open },
            { value: "resolved", label: texts.resolved },
          ]}
        />
        {isAdmin ? (
          <RecordPicker
            size="xs"
            to="sites"
            aria-label={texts.site}
            placeholder={texts.anySite}
            value={site}
            onChange={(chosen) => change({ site: chosen })}
          />
        ) : null}
      </div>
      <div className="ho-card">
        {page.state === "loading" ? (
          <LoadingState />
        ) : page.state === "failed" ? (
          <ErrorState error={page.error} />
        ) : page.value.records.length === 0 ? (
          <EmptyList
            icon={<IconArrowsSplit2 size={24} stroke={1.5} />}
            title={texts.emptyTitle}
            text={status === "open" ? texts.emptyOpen : texts.emptyResolved}
          />
        ) : (
          <>
            <SmallTable
              label={texts.conflicts}
              columns={columns}
              rows={page.value.records.map(conflictRow)}
              keyOf={({ conflict }) => conflict.id}
            />
            {page.value.next === null ? null : (
              <p className={classes["note"]}>{texts.cut(SHOWN)}</p>
            )}
          </>
        )}
      </div>
      <ConflictDialog id={shown} onClose={() => setShown(null)} />
    </>
  );
}

function conditions(duties: Duties, status: string, site: string | null): readonly Filter[] {
  const all: Filter[] = [{ field: "status", op: "eq", value: status }];
  if (site !== null) {
    all.push({
      any: scopesOfSite(duties, site).map((value) => ({
        field: "scopeKeys",
        op: "contains",
        value,
      })),
    });
  }
  return all;
}

function useColumns(onShow: (id: string) => void): readonly SmallColumn<ConflictRow>[] {
  const texts = useTexts(ATTENTION_TEXT);
  const say = useLabel();
  const formats = useFormats();
  const { collections } = useSchema();
  const kinds = useCollection("conflicts").fields["kind"]?.choices ?? [];
  return [
    {
      name: "record",
      title: texts.record,
      cell: ({ collection, recordId }) => {
        const declared = collections.get(collection);
        return (
          <>
            <ReferenceText to={collection} id={recordId} />{" "}
            <small>{declared === undefined ? collection : say(declared.title.one)}</small>
          </>
        );
      },
    },
    {
      name: "kind",
      title: texts.kind,
      cell: ({ kind }) => {
        const label = kinds.find(({ value }) => value === kind)?.label;
        return label === undefined ? kind : say(label);
      },
    },
    {
      name: "site",
      title: texts.site,
      cell: ({ siteId }) =>
        siteId === null ? texts.noSite : <ReferenceText to="sites" id={siteId} />,
    },
    { name: "who", title: texts.who, cell: (row) => <Sides row={row} /> },
    {
      name: "age",
      title: texts.age,
      cell: ({ at_ms }) => (
        <time dateTime={new Date(at_ms).toISOString()} title={formats.moment(at_ms)}>
          {formats.ago(at_ms, Date.now())}
        </time>
      ),
    },
    {
      name: "deeds",
      title: texts.deeds,
      deeds: true,
      cell: ({ conflict }) => <ShowButton conflict={conflict} onShow={onShow} />,
    },
  ];
}

interface ShowButtonProps {
  readonly conflict: StoredRecord;
  onShow(id: string): void;
}

function ShowButton({ conflict, onShow }: ShowButtonProps) {
  const texts = useTexts(ATTENTION_TEXT);
  const mayDecide = useMayDecide(conflict);
  const toDecide = mayDecide && conflict.content["status"] === "open";
  return (
    <Button size="compact-sm" variant="default" onClick={() => onShow(conflict.id)}>
      {toDecide ? texts.decide : texts.show}
    </Button>
  );
}

function Sides({ row }: { readonly row: ConflictRow }) {
  const texts = useTexts(ATTENTION_TEXT);
  const mine = useTitle("people", row.mineBy ?? "");
  const theirs = useTitle("people", row.theirsBy ?? "");
  return <>{texts.and(mine ?? texts.hub, theirs ?? texts.hub)}</>;
}

function ConflictDialog({ id, onClose }: { readonly id: string | null; onClose(): void }) {
  const texts = useTexts(ATTENTION_TEXT);
  const { common } = useText();
  const navigate = useNavigate();
  const narrow = useMediaQuery("(max-width: 47.99em)", undefined, {
    getInitialValueInEffect: false,
  });
  const conflict = valueOr(useRecord("conflicts", id ?? ""), null);
  return (
    <Modal
      opened={id !== null}
      onClose={onClose}
      size="xl"
      fullScreen={narrow === true}
      title={<span style={{ fontWeight: 620 }}>{texts.conflicts}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {conflict === null ? (
        <LoadingState />
      ) : (
        <ConflictView
          conflict={conflict}
          onResolved={onClose}
          onOpenRecord={(collection, record) => navigate(recordPath(collection, record))}
        />
      )}
    </Modal>
  );
}
