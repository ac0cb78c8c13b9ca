/** What the lab is doing, in words. */
import type { LabStatus } from '../../core/contract';

export interface RunState {
  kind: 'connecting' | 'running' | 'idle' | 'stopped';
  text: string;
}

export function runState(status: LabStatus | null): RunState {
  if (status === null) return { kind: 'connecting', text: 'Connecting' };
  if (status.running) return { kind: 'running', text: 'Running' };
  if (status.halted) return { kind: 'stopped', text: 'Kernel panic' };
  if (status.idle) return { kind: 'idle', text: 'Idle' };
  const reason = status.stopped.trim();
  return { kind: 'stopped', text: reason === '' ? 'Paused' : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}` };
}
