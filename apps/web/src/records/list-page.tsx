import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { ImportButton } from "@healthops/ui/imports/import-button.tsx";
import { IgnoredNote } from "@healthops/ui/lists/ignored-note.tsx";
import { RecordList } from "@healthops/ui/lists/record-list.tsx";
import { useAddressView } from "@healthops/ui/lists/use-address-view";
import { useDefaultView } from "@healthops/ui/lists/use-default-view";
import { ViewMenu } from "@healthops/ui/lists/view-menu.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { Page } from "@healthops/ui/shell/page.tsx";
import { useParams } from "@tanstack/react-router";
import { recordPath } from "../addresses/places.ts";
import { LostScreen } from "../parts/message-page.tsx";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useMemo } from "react";
import { givenToAll, mayEver } from "../parts/new-record.ts";

/** All records of one collection that this person holds. */
export function ListPage() {
  const { collection: name } = useParams({ from: "/app/c/$collection" });
  const { collections, moduleOf } = useSchema();
  const collection = collections.get(name);
  const isOffered = useOfferedModules().has(moduleOf.get(name) ?? "");
  return collection === undefined || !isOffered ? (
    <LostScreen />
  ) : (
    <Records key={name} collection={collection} />
  );
}

function Records({ collection }: { readonly collection: Collection }) {
  const say = useLabel();
  const texts = useText();
  const navigate = useNavigate();
  const identity = useIdentity();
  const { view, onView, ignored, isPlain } = useAddressView(collection);
  const byDefault = useDefaultView(collection, isPlain, onView);
  const given = useMemo(() => givenToAll(collection, identity), [collection, identity]);
  const mayAdd = mayEver(collection, identity, "create");
  const addPath = recordPath(collection.name, "new");
  const addName = texts.list.add(say(collection.title.one));
  useShortcut("n", addName, () => navigate(addPath), { enabled: mayAdd });
  const add = mayAdd ? (
    <Button
      component={AppLink}
      href={addPath}
      aria-keyshortcuts="n"
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {addName}
    </Button>
  ) : null;
  return (
    <Page title={say(collection.title.many)} fill actions={add}>
      <RecordList
        collection={collection}
        onOpen={({ id }) => navigate(recordPath(collection.name, id))}
        hrefOf={({ id }) => recordPath(collection.name, id)}
        view={view}
        onView={onView}
        tools={<ViewMenu {...{ collection, view, onView, byDefault }} />}
        note={<IgnoredNote names={ignored} />}
        actions={given === null ? null : <ImportButton collection={collection} given={given} />}
        emptyAction={add}
        canDelete={mayEver(collection, identity, "delete")}
        canChange={mayEver(collection, identity, "update")}
      />
    </Page>
  );
}
