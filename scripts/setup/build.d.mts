/** Builds the packages whose sources changed. Says whether it did anything. */
export function buildWhatChanged(): Promise<boolean>;
