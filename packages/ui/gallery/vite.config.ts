import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The gallery: `npx vite packages/ui/gallery`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: "127.0.0.1", fs: { allow: ["../../.."] } },
});
