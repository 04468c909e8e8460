import type { ManifestOptions } from "vite-plugin-pwa";

/** What a browser shows when it installs the app. */
export const MANIFEST: Partial<ManifestOptions> = {
  id: "/",
  name: "HealthOps",
  short_name: "HealthOps",
  description: "Health operations that keep working when the network does not.",
  lang: "en",
  dir: "ltr",
  start_url: "/",
  scope: "/",
  display: "standalone",
  categories: ["health", "medical", "productivity"],
  theme_color: "#17696d",
  background_color: "#ffffff",
  icons: [
    { src: "/icons/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
    { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
    { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
    {
      src: "/icons/icon-maskable-192.png",
      sizes: "192x192",
      type: "image/png",
      purpose: "maskable",
    },
    {
      src: "/icons/icon-maskable-512.png",
      sizes: "512x512",
      type: "image/png",
      purpose: "maskable",
    },
  ],
};
