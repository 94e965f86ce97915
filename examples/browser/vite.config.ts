// Serves and builds the page, with what threads need: `npx vite examples/browser`. Prints the address.
import { defineConfig } from 'vite';

/** On these conditions a browser lets a page share memory; whatever serves it later has to send them too. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  server: { headers },
  preview: { headers },
  // A worker is loaded by its address, which has to stay as it is.
  optimizeDeps: { exclude: ['@interleave/browser', '@interleave/core'] },
  // It is for old browsers, and asks for the document, which a thread that evaluates the same module has not.
  build: { modulePreload: { polyfill: false } },
});
