import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { MANIFEST } from "./build/manifest.ts";

/** Where `npm start` answers; the development server passes on to it what is not the app's. */
const HUB = process.env["HEALTHOPS_HUB"] ?? "http://127.0.0.1:8000";

/** The hub's own addresses, which the app's page must never answer. */
const HUBS_OWN = /^\/(?:api|health|metrics)(?:\/|$)/;

/** SQLite compiled for browsers; without it in the cache the app would not open offline. */
const LARGEST_FILE_bytes = 4 * 1024 * 1024;

/** Libraries that change seldom, in files of their own: an update of the app leaves them cached. */
const LIBRARIES = [
  { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\// },
  { name: "routing", test: /node_modules\/@tanstack\/(?:react-router|router-core|history)\// },
];

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      // An update waits until the person takes it; src/update registers the worker itself.
      registerType: "prompt",
      injectRegister: null,
      filename: "sw.js",
      manifestFilename: "manifest.webmanifest",
      manifest: MANIFEST,
      includeManifestIcons: false,
      workbox: {
        globPatterns: ["**/*.{js,css,html,wasm,svg,png,woff2,webmanifest}"],
        maximumFileSizeToCacheInBytes: LARGEST_FILE_bytes,
        navigateFallback: "/index.html",
        navigateFallbackDenylist: [HUBS_OWN],
        // A first visit works offline at once, without a reload.
        clientsClaim: true,
        skipWaiting: false,
        cleanupOutdatedCaches: true,
        sourcemap: false,
        inlineWorkboxRuntime: true,
        // Names with a hash never change their content.
        dontCacheBustURLsMatching: /^assets\//,
      },
    }),
  ],
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: false,
    // Inline data would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: LIBRARIES } },
      // How long the build took is nobody's warning.
      checks: { pluginTimings: false },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/health"].map((path) => [path, { target: HUB, ws: true, changeOrigin: true }]),
    ),
  },
});
