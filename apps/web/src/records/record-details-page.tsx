import type { Collection } from "@healthops/schema/collection";
import { people } from "@healthops/schema/core/people";
import { refusal } from "@healthops/schema/permission";
import { useRecord } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { RecordPage } from "@healthops/ui/records/record-page.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { useParams } from "@tanstack/react-router";
import { listPath } from "../addresses/places.ts";
import { LostScreen } from "../parts/message-page.tsx";
import { useIdentity } from "@healthops/ui/data/identity.tsx";

/** One record, and the way to change it for those who may. */
export function RecordDetailsPage() {
  const { collection: name, id } = useParams({ from: "/app/c/$collection/$id" });
  const collection = useSchema().collections.get(name);
  if (collection === undefined) return <LostScreen />;
  return <Details key={`${name} ${id}`} collection={collection} id={id} />;
}

function Details(props: { readonly collection: Collection; readonly id: string }) {
  const { collection, id } = props;
  const navigate = useNavigate();
  const identity = useIdentity();
  const record = valueOr(useRecord(collection.name, id), null);
  const may = (operation: "update" | "delete"): boolean =>
    record !== null &&
    // What is about another record is decided where both are shown.
    collection.about === null &&
    refusal(collection, identity, operation, id, record.content, record.content) === null;
  // Nobody deletes themselves: the hub would refuse it.
  const isMe = collection.name === people.name && id === identity.personId;
  return (
    <RecordPage
      collection={collection}
      id={id}
      canChange={may("update")}
      canDelete={may("delete") && !isMe}
      refusedAt="/rejected"
      onBack={() => navigate(listPath(collection.name))}
    />
  );
}
