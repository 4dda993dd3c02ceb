import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder('web'),
  publicDir: false,
  plugins: [svelte({ configFile: false })],
  resolve: { conditions: ['@baton/source', ...defaultClientConditions] },
  build: {
    outDir: folder('dist/web'),
    emptyOutDir: true,
    // Inlined fonts and pictures would need `data:` in the content security policy.
    assetsInlineLimit: 0,
  },
});
