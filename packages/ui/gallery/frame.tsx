import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconChartLine,
  IconForms,
  IconHeartbeat,
  IconList,
} from "@tabler/icons-react";
import { useStatus } from "../src/data/hooks.ts";
import { valueOr } from "../src/data/watched.ts";
import { PaletteProvider, useOpenPalette } from "../src/palette/palette-provider.tsx";
import { AccountMenu } from "../src/shell/account-menu.tsx";
import { useNavigate } from "../src/address/address.tsx";
import { AppShell } from "../src/shell/app-shell.tsx";
import { SyncPill } from "../src/sync/sync-pill.tsx";
import { Screen } from "./screens.tsx";

const ICON = { size: 19, stroke: 1.6, "aria-hidden": true } as const;

export function Frame({ path }: { readonly path: string }) {
  const navigate = useNavigate();
  const places = ["list", "form", "charts", "conflicts", "rejected"].map((place) => ({
    id: place,
    label: `Go to ${place}`,
    run: () => navigate(`/${place}`),
  }));
  return (
    <PaletteProvider groups={[{ title: "Places", commands: places }]}>
      <Shell path={path} />
    </PaletteProvider>
  );
}

function Shell({ path }: { readonly path: string }) {
  const navigate = useNavigate();
  const find = useOpenPalette();
  const conflicts = valueOr(useStatus(), null)?.conflicts ?? 0;
  const here = path === "/" ? "/list" : path;
  return (
    <AppShell
      brand={
        <>
          <IconHeartbeat size={22} stroke={1.8} color="var(--ho-accent-text)" aria-hidden />
          HealthOps
        </>
      }
      path={here}
      onFind={find}
      groups={[
        {
          name: "parts",
          title: null,
          items: [
            { href: "/list", label: "List", icon: <IconList {...ICON} />, onPhone: true },
            { href: "/form", label: "Form", icon: <IconForms {...ICON} />, onPhone: true },
            { href: "/charts", label: "Charts", icon: <IconChartLine {...ICON} /> },
          ],
        },
        {
          name: "attention",
          title: "Attention",
          items: [
            {
              href: "/conflicts",
              label: "Conflicts",
              icon: <IconArrowsSplit2 {...ICON} />,
              onPhone: true,
              count: conflicts,
            },
            {
              href: "/rejected",
              label: "Refused",
              icon: <IconAlertTriangle {...ICON} />,
              onPhone: true,
            },
          ],
        },
      ]}
      status={
        <SyncPill
          onSignIn={() => navigate("/list")}
          onShow={(what) => navigate(what === "conflicts" ? "/conflicts" : "/rejected")}
        />
      }
      actions={<AccountMenu name="Ayşe Yıldız" onSignOut={() => navigate("/list")} />}
    >
      <Screen path={here} />
    </AppShell>
  );
}
