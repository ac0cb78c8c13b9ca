/** Sessions, files and settings: what the main process answers, and what the open session chose. */
import * as v from 'valibot';
import { optionsSchema } from '../session/options';
import type { SessionOptions } from '../session/options';
import { name, nothing, path, word } from './argument-shapes';
import type { LabStatus } from './running';

export const TRANSCRIPTS = ['kernel log', 'shell'] as const;
export type Transcript = (typeof TRANSCRIPTS)[number];

export const APP_ARGUMENTS = {
  'session.notes': v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
  'session.setup': nothing,
  'app.sessions': nothing,
  'app.openShipped': v.strictObject({ name }),
  /** Shows the system's file dialog when `path` is missing. */
  'app.open': v.strictObject({ path: v.optional(path) }),
  /** Build the lab anew with other choices and replay everything that was entered. */
  'app.setUp': v.strictObject({ profile: name, seed: word, options: optionsSchema }),
  'app.save': nothing,
  'app.saveAs': v.strictObject({ path: v.optional(path) }),
  /** What the kernel or the shell wrote, into a text file; shows the system's file dialog when `path` is missing. */
  'app.saveText': v.strictObject({ of: v.picklist(TRANSCRIPTS), path: v.optional(path) }),
  'app.recover': v.strictObject({ accept: v.boolean() }),
  /** Per-view state (layout, theme, …), kept between starts. */
  'app.loadSettings': nothing,
  'app.saveSettings': v.strictObject({ settings: v.pipe(v.string(), v.maxLength(1_000_000)) }),
} as const;

export interface AppReplies {
  'session.notes': LabStatus;
  'session.setup': SetupView;
  'app.sessions': { shipped: ShippedSession[]; recent: RecentFile[] };
  'app.openShipped': LabStatus;
  'app.open': LabStatus | null;
  'app.setUp': LabStatus;
  'app.save': LabStatus | null;
  'app.saveAs': LabStatus | null;
  'app.saveText': { path: string; lines: number } | null;
  'app.recover': LabStatus;
  'app.loadSettings': { settings: string };
  'app.saveSettings': { saved: true };
}

/** What the open session chose about board and kernel, and what there is to choose from. */
export interface SetupView {
  board: string;
  /** MiB of RAM on the board. */
  ram: number;
  profiles: { name: string; title: string }[];
  profile: string;
  /** The schedule of tasks. */
  seed: number;
  options: SessionOptions;
}

export interface ShippedSession {
  name: string;
  /** What it is about; those of one subject follow each other. */
  subject: string;
  title: string;
  summary: string;
}

export interface RecentFile {
  path: string;
  name: string;
}
