import { CloseButton } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { LIST_TEXT } from "./list-text.ts";

/** Says which parts of the address made no sense, until somebody has seen it. */
export function IgnoredNote({ names }: { readonly names: readonly string[] }) {
  const texts = useTexts(LIST_TEXT);
  const [seen, setSeen] = useState("");
  const said = names.join(", ");
  if (said === seen) return null;
  return (
    <div className="ho-list-note" role="status">
      <IconInfoCircle size={15} aria-hidden />
      {texts.ignored(said)}
      <CloseButton size="sm" aria-label={texts.dismiss} onClick={() => setSeen(said)} />
    </div>
  );
}
