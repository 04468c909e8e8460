import { useCount } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { Page } from "@healthops/ui/shell/page.tsx";
import { useFirstSync } from "@healthops/ui/data/use-first-sync";
import { PLACES } from "../navigation/app-places.ts";
import type { Place, PlaceGroup } from "../addresses/places.ts";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { AttentionStrip } from "./attention-strip.tsx";
import { HomeCards } from "./home-cards.tsx";
import { HOME_TEXT } from "./home-text.ts";
import classes from "./home.module.css";

const TEXT = {
  welcome: { en: "Hello", tr: "Merhaba" },
} as const;

/** The first screen: what needs doing, what is new, and the ways to everything. */
export function HomePage() {
  const say = useLabel();
  const identity = useIdentity();
  const offered = useOfferedModules();
  const groups = PLACES.filter(({ name }) => offered.has(name))
    .map(({ name, title, places }) => ({
      name,
      title,
      places: places.filter(({ offeredTo }) => offeredTo(identity)),
    }))
    .filter(({ places }) => places.length > 0);
  return (
    <Page title={`${say(TEXT.welcome)}, ${identity.displayName}`}>
      <div className={classes["home"]}>
        <AttentionStrip />
        <HomeCards />
        <Screens groups={groups} />
        <Lists groups={groups} />
      </div>
    </Page>
  );
}

interface GroupsProps {
  readonly groups: readonly PlaceGroup[];
}

/** The modules' own screens: where people spend their day. */
function Screens({ groups }: GroupsProps) {
  const say = useLabel();
  const texts = useTexts(HOME_TEXT);
  const screens = groups.flatMap(({ title, places }) =>
    places.filter(({ collection }) => collection === null).map((place) => ({ title, place })),
  );
  if (screens.length === 0) return null;
  return (
    <section aria-labelledby="screens">
      <h2 id="screens" className={classes["title"]}>
        {texts.open}
      </h2>
      <div className={classes["cards"]}>
        {screens.map(({ title, place }) => (
          <AppLink key={place.href} href={place.href} className={`ho-card ${classes["card"]}`}>
            <span className={classes["icon"]}>{place.icon}</span>
            <span className={classes["name"]}>
              {say(place.title)}
              <small>{say(title)}</small>
            </span>
          </AppLink>
        ))}
      </div>
    </section>
  );
}

/** All lists by module, with how much each holds. */
function Lists({ groups }: GroupsProps) {
  const say = useLabel();
  const texts = useTexts(HOME_TEXT);
  const arrived = useFirstSync() === "over";
  return (
    <section aria-labelledby="lists">
      <h2 id="lists" className={classes["title"]}>
        {texts.lists}
      </h2>
      <div className={classes["lists"]}>
        {groups.map(({ name, title, places }) => {
          const lists = places.filter(({ collection }) => collection !== null);
          if (lists.length === 0) return null;
          return (
            <section key={name} className={`ho-card ${classes["list"]}`} aria-label={say(title)}>
              <h3>{say(title)}</h3>
              <ul>
                {lists.map((place) => (
                  <ListLink key={place.href} place={place} counted={arrived} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </section>
  );
}

interface ListLinkProps {
  readonly place: Place;
  /** Whether this device can say how many there are. */
  readonly counted: boolean;
}

function ListLink({ place, counted }: ListLinkProps) {
  const say = useLabel();
  return (
    <li>
      <AppLink href={place.href}>
        {place.icon}
        <span>{say(place.title)}</span>
        {counted && place.collection !== null && <Held collection={place.collection} />}
      </AppLink>
    </li>
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
