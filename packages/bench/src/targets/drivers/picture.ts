/**
 * A picture of a page that may be past giving one.
 *
 * @module
 */

import { within } from './within.ts';

/** A page that does not draw within this (ms) is not going to. */
export const PICTURE_WITHIN = 1500;

/** The picture, if it comes in time. */
export async function pictureOf(taking: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  let picture: Uint8Array | undefined;
  const taken = taking.then((bytes) => {
    picture = bytes;
  });
  await within(taken, PICTURE_WITHIN);
  return picture;
}
