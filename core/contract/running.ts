/** Status of the lab, its board, and time: run, step, go back, go to. */
import * as v from 'valibot';
import { moment, nothing } from './argument-shapes';

export const STEP_UNITS = ['instruction', 'beat', 'transfer', 'interrupt', 'descriptor'] as const;
export type StepUnit = (typeof STEP_UNITS)[number];

export const RUNNING_ARGUMENTS = {
  'lab.status': nothing,
  /** Board, its parts with addresses, kernel profile, known limits of each model. */
  'lab.board': nothing,
  /** Run until idle, a breakpoint, or `run.pause`. */
  'run.start': nothing,
  'run.pause': nothing,
  'run.step': v.strictObject({ unit: v.picklist(STEP_UNITS), direction: v.picklist(['forward', 'back']) }),
  /** Time travel: to the beginning of cycle `to`, earlier or later. */
  'run.goto': v.strictObject({ to: moment }),
  /** Take back the newest input (edit, command), with all that followed from it. */
  'run.undo': nothing,
  'run.redo': nothing,
} as const;

export interface RunningReplies {
  'lab.status': LabStatus;
  'lab.board': BoardView;
  'run.start': LabStatus;
  'run.pause': LabStatus;
  'run.step': LabStatus;
  'run.goto': LabStatus;
  'run.undo': LabStatus;
  'run.redo': LabStatus;
}

export interface LabStatus {
  sessionName: string;
  /** Path of the session's file, when it has one. */
  file: string | null;
  unsaved: boolean;
  cycle: number;
  seconds: number;
  hertz: number;
  running: boolean;
  /** Nothing is left to do until there is an input. */
  idle: boolean;
  /** The kernel has panicked: it does nothing any more. */
  halted: boolean;
  /** Why the last run ended, in words; empty while running. */
  stopped: string;
  /** Something was changed by a run or an input; views compare it. */
  version: number;
  journalLength: number;
  journalBytes: number;
  inputs: number;
  canUndo: boolean;
  canRedo: boolean;
  /** What undo takes back and redo brings again, in words; '' = nothing. */
  undoes: string;
  redoes: string;
  /** Lines of the session's script still to come: each run enters one. */
  scriptLeft: number;
  findings: number;
  /** A DMA thread that has faulted (the lowest): views go there when it happens. */
  fault: { controller: string; thread: number; pc: number } | null;
}

export interface BoardView {
  name: string;
  title: string;
  profile: { name: string; title: string };
  parts: BoardPart[];
}

export interface BoardPart {
  /** Unique; the peripheral's or controller's name in other requests. */
  id: string;
  title: string;
  kind: 'board' | 'cpu' | 'memory' | 'bus' | 'controller' | 'interrupt' | 'peripheral' | 'kernel' | 'device-node' | 'module';
  address?: number;
  bytes?: number;
  /** Has registers to show. */
  registers: boolean;
  /** Has DMA threads to show. */
  dma: boolean;
  /** Number of DMA channels. */
  channels?: number;
  facts: { label: string; value: string }[];
  knownLimits: string[];
  parts: BoardPart[];
}
