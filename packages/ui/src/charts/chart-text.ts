/** How a drawing is read without a pointer. */
export const CHART_KEYS = {
  en: "Arrow keys read the values.",
  tr: "Ok tuşları değerleri okur.",
} as const;
