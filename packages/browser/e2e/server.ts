/**
 * Serves pages over the packages' sources: `/isolated/` with the two headers that isolate a page, `/plain/` without.
 * `?module=` names the module that the page imports.
 *
 * @module
 */

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, defaultClientConditions, type Plugin } from 'vite';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const page = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>interleave</title>
<script type="module">
  const module = new URLSearchParams(location.search).get('module');
  if (module !== null) await import(module);
</script>
`;

const pages: Plugin = {
  name: 'pages',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const url = request.url ?? '/';
      // A worker script needs the headers on an isolated page, and on a plain one they do no harm.
      if (!url.startsWith('/plain/')) {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      }
      if (!/^\/(isolated|plain)\//.test(url)) return next();
      response.setHeader('Content-Type', 'text/html');
      response.end(page);
    });
  },
};

const server = await createServer({
  configFile: false,
  root,
  logLevel: 'warn',
  appType: 'custom',
  resolve: { conditions: ['interleave-source', ...defaultClientConditions] },
  server: { host: '127.0.0.1', port: Number(process.argv[2]), strictPort: true, hmr: false },
  plugins: [pages],
});
await server.listen();
