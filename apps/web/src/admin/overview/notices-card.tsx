import { Button, Group } from "@mantine/core";
import type { Collection } from "@healthops/schema/collection";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useArrivedCount } from "@healthops/ui/data/use-first-sync";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { IconPlus } from "@tabler/icons-react";
import { listPath, recordPath } from "../../addresses/places.ts";
import { mayEver } from "../../parts/new-record.ts";
import classes from "../parts/admin.module.css";
import { OVERVIEW_TEXT } from "./overview-text.ts";

/** The way to the notices, in an installation that has them. */
export function NoticesCard() {
  const notices = useSchema().collections.get("notices");
  return notices === undefined ? null : <Card collection={notices} />;
}

function Card({ collection }: { readonly collection: Collection }) {
  const texts = useTexts(OVERVIEW_TEXT);
  const { name } = collection;
  const mayAdd = mayEver(collection, useIdentity(), "create");
  const count = useArrivedCount(name);
  return (
    <section className="ho-card" aria-labelledby="overview-notices">
      <header className={classes["cardhead"]}>
        <h2 id="overview-notices">{texts.notices}</h2>
        <span className="ho-spacer" />
        <Group gap="xs">
          <Button component={AppLink} href={listPath(name)} size="xs" variant="default">
            {texts.board}
          </Button>
          {mayAdd ? (
            <Button
              component={AppLink}
              href={recordPath(name, "new")}
              size="xs"
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              {texts.newNotice}
            </Button>
          ) : null}
        </Group>
      </header>
      <p className={classes["note"]}>
        {texts.noticesText} {count === null ? "" : `${texts.noticesCount(count)}.`}
      </p>
    </section>
  );
}
