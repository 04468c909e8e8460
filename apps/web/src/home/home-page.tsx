import { useCount } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { PLACES } from "../navigation/app-places.ts";
import type { Place } from "../navigation/places.ts";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { HomeNotices } from "./home-notices.tsx";
import classes from "./home.module.css";

const TEXT = {
  welcome: { en: "Hello", tr: "Merhaba" },
} as const;

/** The first screen: what is new, and everything there is on this device. */
export function HomePage() {
  const say = useLabel();
  const { displayName } = useIdentity();
  return (
    <Page title={`${say(TEXT.welcome)}, ${displayName}`}>
      <div className={classes["home"]}>
        <HomeNotices />
        {PLACES.map(({ title, places }) => (
          <section key={title.en} aria-labelledby={`group-${title.en}`}>
            <h2 id={`group-${title.en}`} className={classes["title"]}>
              {say(title)}
            </h2>
            <div className={classes["cards"]}>
              {places.map((place) => (
                <PlaceCard key={place.href} place={place} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}

function PlaceCard({ place }: { readonly place: Place }) {
  const say = useLabel();
  return (
    <AppLink href={place.href} className={`ho-card ${classes["card"]}`}>
      <span className={classes["icon"]}>{place.icon}</span>
      <span className={classes["name"]}>{say(place.title)}</span>
      {place.collection !== null && <Held collection={place.collection} />}
    </AppLink>
  );
}

function Held({ collection }: { readonly collection: string }) {
  const formats = useFormats();
  const count = valueOr(useCount(collection), null);
  return (
    <span className={`ho-number ${classes["count"]}`}>
      {count === null ? "" : formats.number(count, 0)}
    </span>
  );
}
