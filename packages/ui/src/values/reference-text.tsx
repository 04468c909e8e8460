import { Fragment } from "react";
import { useTitle } from "../data/hooks.ts";
import { useText } from "../i18n/language-provider.tsx";

/** The name of the record that a reference points to. */
export function ReferenceText({ to, id }: { readonly to: string; readonly id: string }) {
  const { common } = useText();
  const title = useTitle(to, id);
  if (title === undefined) return <span aria-busy="true">…</span>;
  if (title !== null) return <>{title}</>;
  return <span style={{ color: "var(--mantine-color-dimmed)" }}>{common.unknownRecord}</span>;
}

/** The names of several records, one after the other. */
export function ReferenceTexts({
  to,
  ids,
}: {
  readonly to: string;
  readonly ids: readonly string[];
}) {
  return ids.map((id, at) => (
    <Fragment key={id}>
      {at === 0 ? "" : ", "}
      <ReferenceText to={to} id={id} />
    </Fragment>
  ));
}
