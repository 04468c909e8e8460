import type { CSSVariablesResolver, MantineColorsTuple, MantineThemeOverride } from "@mantine/core";

/** The product's own colour: a quiet petrol that keeps 4.5:1 under white text from shade 7 on. */
const PETROL: MantineColorsTuple = [
  "#ebf6f6",
  "#d3eaea",
  "#a6d5d6",
  "#77bdbf",
  "#4fa8ab",
  "#338f93",
  "#237d81",
  "#17696d",
  "#115558",
  "#0b4144",
];

/** Night colours with a breath of blue: text, dimmed text, borders, surfaces, page. */
const NIGHT: MantineColorsTuple = [
  "#e4e9ec",
  "#bcc5cb",
  "#9ba7ae",
  "#76828a",
  "#3a444b",
  "#303a40",
  "#232b30",
  "#181e22",
  "#12171a",
  "#0d1113",
];

const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif';

/** Dense and quiet: small sizes, hairlines instead of shadows, nothing that moves without need. */
export const theme: MantineThemeOverride = {
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol: PETROL, dark: NIGHT },
  fontFamily: SANS,
  headings: {
    fontFamily: SANS,
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.125rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "4px", md: "7px", lg: "10px", xl: "16px" },
  fontSizes: { xs: "0.75rem", sm: "0.8438rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", size: "lg" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    // The library makes it a second banner of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Menu: {
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 80 },
        // An element of the library that a menu may not hold; the first item takes the focus instead.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 80 } } },
  },
};

/** Colours of text that the library leaves below 4.5:1 on white or on night. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-text": "#1b2327",
    "--mantine-color-dimmed": "#566067",
    "--mantine-color-placeholder": "#667077",
    "--mantine-color-error": "#c0262b",
    "--mantine-color-yellow-light-color": "#7a4d00",
    "--ho-canvas": "#f6f8f8",
    "--ho-line": "#dfe4e6",
    "--ho-surface": "#ffffff",
    "--ho-hover": "#f0f4f4",
    "--ho-selected": "#e2f1f1",
    "--ho-accent-text": "#115558",
    "--ho-good": "#1c6b3c",
    "--ho-good-soft": "#e4f4ea",
    "--ho-warn": "#7a4d00",
    "--ho-warn-soft": "#fdf1d8",
    "--ho-bad": "#a51d22",
    "--ho-bad-soft": "#fdebeb",
    "--ho-quiet-soft": "#eceff0",
  },
  dark: {
    "--mantine-color-dimmed": "#9ba7ae",
    "--mantine-color-placeholder": "#939fa6",
    "--mantine-color-error": "#ff8f8f",
    "--ho-canvas": "#12171a",
    "--ho-line": "#2d363c",
    "--ho-surface": "#181e22",
    "--ho-hover": "#20282d",
    "--ho-selected": "#17363a",
    "--ho-accent-text": "#8fd0d2",
    "--ho-good": "#86d9a6",
    "--ho-good-soft": "#16301f",
    "--ho-warn": "#f0c674",
    "--ho-warn-soft": "#362a12",
    "--ho-bad": "#ff9b9b",
    "--ho-bad-soft": "#3b1b1d",
    "--ho-quiet-soft": "#262f34",
  },
});
