import type { Collection } from "@healthops/schema/collection";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { RecordForm } from "@healthops/ui/forms/record-form.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { Page } from "@healthops/ui/shell/page.tsx";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { listPath } from "../addresses/places.ts";
import { LostScreen } from "../parts/message-page.tsx";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { newRecord } from "../parts/new-record.ts";
import classes from "./new-record-page.module.css";
import { useToday } from "@healthops/ui/data/site-clock.tsx";

/** A form for one more record of a collection. */
export function NewRecordPage() {
  const { collection: name } = useParams({ from: "/app/c/$collection/new" });
  const { collections, moduleOf } = useSchema();
  const collection = collections.get(name);
  const isOffered = useOfferedModules().has(moduleOf.get(name) ?? "");
  return collection === undefined || !isOffered ? (
    <LostScreen />
  ) : (
    <NewForm key={name} collection={collection} />
  );
}

function NewForm({ collection }: { readonly collection: Collection }) {
  const say = useLabel();
  const texts = useText();
  const navigate = useNavigate();
  const identity = useIdentity();
  const today = useToday();
  const [start] = useState(() => newRecord(collection, identity, today));
  const leave = (): void => navigate(listPath(collection.name));
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where fingers type, this would bring the keyboard up over the form.
    if (matchMedia("(pointer: coarse)").matches) return;
    form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, []);
  if (start === null) return <LostScreen />;
  return (
    <Page title={texts.form.newOf(say(collection.title.one))} onBack={leave}>
      <div ref={form} className={`ho-card ${classes["form"]}`}>
        <RecordForm
          collection={collection}
          record={null}
          given={start.given}
          hide={start.hide}
          onSaved={leave}
          onCancel={leave}
        />
      </div>
    </Page>
  );
}
