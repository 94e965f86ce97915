/**
 * What can happen next: one of these decides each step of a schedule.
 *
 * @module
 */

/**
 * `step`: the agent does its pending operation. `expire`: its bounded wait, or its next timer, ends by time. `ring`: its
 * doorbell is answered though nobody rang. `die`: it runs no more. `hear`: its event loop delivers what it waited for.
 */
export type ChoiceKind = 'step' | 'hear' | 'expire' | 'ring' | 'die';

export const KINDS: readonly ChoiceKind[] = ['step', 'hear', 'expire', 'ring', 'die'];

/** A choice in one number: the agent's index times eight and the kind's. */
export type Choice = number;

export function choiceOf(agent: number, kind: ChoiceKind): Choice {
  return agent * 8 + KINDS.indexOf(kind);
}

export function agentOf(choice: Choice): number {
  return choice >>> 3;
}

export function kindOf(choice: Choice): ChoiceKind {
  return KINDS[choice & 7] as ChoiceKind;
}
