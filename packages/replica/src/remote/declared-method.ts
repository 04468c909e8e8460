/** A method that is declared by its type; its name is known at run time too. */
export interface DeclaredMethod<F> {
  readonly declares: "method";
  /** Never there: it keeps the type. */
  readonly type?: (given: F) => F;
}

/** Declares a method of the type. */
export function method<F>(): DeclaredMethod<F> {
  return { declares: "method" };
}

/** An object's type out of the methods declared for it. */
export type MethodsOf<D> = {
  readonly [K in keyof D]: D[K] extends DeclaredMethod<infer F> ? F : never;
};

/** An object of all the declared methods that hands each call to `answer`, which keeps what they promise. */
export function methodsOf<D extends object>(
  declared: D,
  answer: (name: keyof D, args: readonly unknown[]) => unknown,
): MethodsOf<D> {
  const names = Object.keys(declared) as (keyof D)[];
  const methods = names.map((name) => [name, (...args: readonly unknown[]) => answer(name, args)]);
  return Object.fromEntries(methods) as MethodsOf<D>;
}
