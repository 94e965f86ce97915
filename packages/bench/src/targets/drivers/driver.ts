/**
 * What a unit's page needs of a browser, whichever it is and by whatever protocol it is driven.
 *
 * @module
 */

/** Hears of what the page itself does not say over its socket. */
export interface PageWitness {
  /** A line on the page's console. */
  line(text: string): void;
  /** The page or its browser is gone, and nobody here ended it. */
  lost(reason: string): void;
}

/** A page that a browser shows. */
export interface DrivenPage {
  /** A picture (PNG); undefined where there is none to be had within a moment. */
  screenshot(): Promise<Uint8Array | undefined>;
  /** Closes a page that has done its work. */
  close(): Promise<void>;
  /** Ends the page whatever it is in the middle of: nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
}

/** One browser for all pages of a run, started when the first one is opened and again after it has died. */
export interface BrowserDriver {
  /** Opens an address in a page that shares nothing with earlier ones. */
  open(url: string, witness: PageWitness): Promise<DrivenPage>;
  /** Ends the browser within moments and removes what it wrote, whatever state it is in. */
  kill(): Promise<void>;
}
