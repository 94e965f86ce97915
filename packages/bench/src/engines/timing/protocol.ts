/**
 * Two words of core's protocol, written out. To import them would load the library before anything is measured, and
 * loading it is a part of what a cold start measures.
 *
 * @module
 */

export const PROTOCOL = 1;
export const RECORD_SEPARATOR = '\u001E';
