/** The code under exploration did not do the same twice. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic';
}
