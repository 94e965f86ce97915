/**
 * What all browsers of a run share: one server, and one bundle of what their pages load.
 *
 * @module
 */

import { bundlePage, moduleName } from './page-bundle.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import type { Work } from './target.ts';

export class PageHost {
  readonly #options: { readonly isolated: boolean };
  #server: PageServer | undefined;
  #works: readonly Work[] | undefined;

  constructor(options: { readonly isolated: boolean }) {
    this.#options = options;
  }

  /** The server with the modules of these scenarios on it; a second browser of the same run finds them there. */
  async prepare(works: readonly Work[]): Promise<PageServer> {
    const server = this.#server ?? (await startPageServer(this.#options));
    this.#server = server;
    if (works !== this.#works) server.serve(await bundlePage(works));
    this.#works = works;
    return server;
  }

  /** The server with what is on it; with pages that can only say who they are, where nothing was prepared. */
  async ready(): Promise<PageServer> {
    return this.#server ?? this.prepare([]);
  }

  /** The address of a module that was prepared. */
  moduleOf(work: Work): string {
    if (this.#server === undefined) throw new Error(`Cannot load ${work.id} in a page: nothing is prepared`);
    return `${this.#server.origin}/${this.#server.token}/${moduleName(work)}`;
  }

  /** Every browser calls it at its end; the first call closes. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#works = undefined;
    await server?.close();
  }
}
