/** What a subscription has given so far. */
export type Watched<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly error: unknown };

/** The value of a subscription, or `otherwise` while there is none. */
export function valueOr<T, U>(watched: Watched<T>, otherwise: U): T | U {
  return watched.state === "ready" ? watched.value : otherwise;
}
