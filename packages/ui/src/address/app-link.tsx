import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { useNavigate } from "./address.tsx";

interface AppLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  /** After the link was followed within the app. */
  onFollow?(): void;
}

/** A real link: it opens in a new window when asked to, and stays within the app otherwise. */
export function AppLink({ onClick, onFollow, ...props }: AppLinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || event.button !== 0 || !plain) return;
    event.preventDefault();
    navigate(props.href);
    onFollow?.();
  };
  return <a {...props} onClick={follow} />;
}
