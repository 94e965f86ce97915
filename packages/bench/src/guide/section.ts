/** One concept or claim of the guide, in a sentence of our own. */
export interface GuideRow {
  /** Section and number: `5.1`. */
  readonly id: string;
  /** Whether the guide runs code for it; else it only says so. */
  readonly cell: boolean;
  readonly claim: string;
  /** What a reader should keep of it. */
  readonly remember: string;
}

/** A chapter of the guide. */
export interface GuideSection {
  readonly number: number;
  readonly title: string;
  readonly rows: readonly GuideRow[];
}
