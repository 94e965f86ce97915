import type { Timeline } from '@interleave/core/scenario';

/** Lanes that are named and not there, and stretches that end before they begin. */
export function timelineProblems(place: string, timeline: Timeline | undefined): string[] {
  if (timeline === undefined) return [];
  const { lanes, waits, holds } = timeline;
  const problems: string[] = [];
  const check = (where: string, lane: number | null): void => {
    if (lane !== null && lane >= lanes.length) problems.push(`${where} is ${lane}, past the last lane`);
  };
  for (const [index, { lane, holder, wokenBy }] of waits.entries()) {
    check(`${place}/waits/${index}/lane`, lane);
    check(`${place}/waits/${index}/holder`, holder);
    check(`${place}/waits/${index}/wokenBy`, wokenBy);
  }
  for (const [index, { lane }] of holds.entries()) check(`${place}/holds/${index}/lane`, lane);
  for (const [kind, stretches] of Object.entries({ waits, holds })) {
    for (const [index, { start, end }] of stretches.entries()) {
      if (end !== null && end < start) problems.push(`${place}/${kind}/${index} ends before it begins`);
    }
  }
  return problems;
}
