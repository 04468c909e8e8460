import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";
import { createContext, useContext } from "react";

/** Goes to an address of this app without loading the page anew. */
export type Navigate = (href: string) => void;

const NavigateContext = createContext<Navigate | null>(null);

/** Gives links below it the app's router. */
export function NavigateProvider(props: {
  readonly navigate: Navigate;
  readonly children: ReactNode;
}) {
  return <NavigateContext value={props.navigate}>{props.children}</NavigateContext>;
}

/** The app's router; without one, the browser's own way. */
export function useNavigate(): Navigate {
  return useContext(NavigateContext) ?? ((href) => window.location.assign(href));
}

interface AppLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
}

/** A real link: it opens in a new window when asked to, and stays within the app otherwise. */
export function AppLink({ onClick, ...props }: AppLinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || event.button !== 0 || !plain) return;
    event.preventDefault();
    navigate(props.href);
  };
  return <a {...props} onClick={follow} />;
}
