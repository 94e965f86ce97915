import type { Program } from '../../agent/program.ts';
import type { Runtime } from '../../host/system-host.ts';
import { control } from '../control.ts';
import { requireSystem } from './require-system.ts';

/** Has a process of this runtime come up, for the first that will be started. */
export function prepareStandby(program: Program): void {
  const system = requireSystem(program, 'start processes ahead');
  const { cwd, env } = system.surroundings();
  const command = system.command(program.host.runtime as Runtime);
  control(program).post({ type: 'prepare', order: { ...command, cwd, env } });
}
