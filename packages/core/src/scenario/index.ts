/**
 * Scenarios: lessons as executable contracts, the engines that run them, and the words in which they report.
 *
 * @module
 */

export { ContractError } from './check.ts';
export type {
  AnyDefinition,
  Expectation,
  Measure,
  Mutant,
  Observation,
  Outcome,
  Param,
  ParamSchema,
  ParamValues,
  Reference,
  RunScenario,
  SampleActor,
  SampleScenario,
  SampleShape,
  Scenario,
  ScenarioContext,
} from './contract.ts';
export { defineScenario, isScenario } from './define.ts';
export {
  DEFAULT_LIMIT,
  type DescribedOutcome,
  describeScenario,
  outcomesOf,
  type ScenarioDescription,
} from './describe.ts';
export { errorData } from './error-data.ts';
export {
  type Capability,
  type ErrorData,
  type EventPayloads,
  type EventType,
  type Phase,
  PROTOCOL,
  RECORD_SEPARATOR,
  type UnitEvent,
} from './events.ts';
export { canonicalJson, fnv1a64 } from './hash.ts';
export { lacksOf } from './lacks.ts';
export { nearest, suggestion } from './nearest.ts';
export { AssumptionError, createObserver, type Emit, type Observer } from './observe.ts';
export type { DescribeOrder, HelloOrder, RunOrder, UnitOrder } from './order.ts';
export {
  grade,
  type Grade,
  type GradedKey,
  holdsOn,
  type Histogram,
  matches,
  rowOf,
  showMatch,
} from './outcomes.ts';
export {
  checkParams,
  describeParam,
  ParamError,
  parseParam,
  parseParams,
  type ParamValue,
  type Preset,
} from './params.ts';
export { seededRandom, shuffled } from './random.ts';
export type { Chaos, Episode, StressScenario, StressTask, StressWorker } from './stress-contract.ts';
export { type Status, STATUSES, worseThan, worst } from './status.ts';
export type { Database, Storage } from './storage.ts';
export {
  type Answer,
  callTask,
  type FetchOptions,
  type ProgramEnd,
  type ProgramOptions,
  type RunningProgram,
  type Server,
  type System,
  systemAt,
  systemCapabilities,
} from './system.ts';
export type { TerminateBody, TerminateScenario } from './terminate-contract.ts';
export { carryOut, uncaught, type UnitEnvironment } from './unit.ts';
export { OutputReader, parseEvent, type Piece } from './wire.ts';
export type { Timeline, TimelineHold, TimelineLane, TimelineWait } from './timeline.ts';
