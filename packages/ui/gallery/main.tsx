import { present } from "@healthops/base/assert";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { IdentityProvider } from "../src/data/identity.tsx";
import { ReplicaProvider } from "../src/data/replica-provider.tsx";
import { AddressProvider } from "../src/address/address.tsx";
import { KitProvider } from "../src/theme/kit-provider.tsx";
import { gallerySchema } from "./gallery-schema.ts";
import { IDENTITY, memoryReplica } from "./memory-replica.ts";
import { Frame } from "./frame.tsx";
import { STATUSES } from "./statuses.ts";

const asked = new URLSearchParams(window.location.search);
const state = asked.get("state");
const replica = memoryReplica({
  rows:
    state === "empty"
      ? 0
      : Number(asked.get("rows") ?? (window.location.pathname === "/list" ? 100_000 : 1_000)),
  state: state === "loading" || state === "error" ? state : "full",
  status: STATUSES[asked.get("status") ?? "synced"] ?? {},
});

function Gallery() {
  const [path, setPath] = useState(window.location.pathname);
  const [query, setQuery] = useState(window.location.search);
  const show = (href: string): void => {
    const [to = "/", asks] = href.split("?");
    const kept = asks === undefined ? query : `?${asks}`;
    window.history.replaceState(null, "", to + kept);
    setPath(to);
    setQuery(kept);
  };
  return (
    <KitProvider>
      <ReplicaProvider api={replica} schema={gallerySchema}>
        <AddressProvider address={{ path, query, go: show, replace: show }}>
          <IdentityProvider identity={IDENTITY}>
            <Frame path={path} />
          </IdentityProvider>
        </AddressProvider>
      </ReplicaProvider>
    </KitProvider>
  );
}

createRoot(present(document.getElementById("root"), "the page has a root")).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);
