/** The set-up dialog's fields as typed, and what they mean. */
import type { Arguments, SetupView } from '../../core/contract';

export interface SetupForm {
  profile: string;
  seed: string;
  mem: string;
  bounceSlots: string;
  builtInDrivers: boolean;
  caches: boolean;
  snooped: boolean;
  iommu: boolean;
  journal: boolean;
}

export type SetupProblems = Partial<Record<'seed' | 'mem' | 'bounceSlots', string>>;

const LEAST_MEM = 24;
const MOST_SLOTS = 1024;
const MOST_SEED = 0xffff_ffff;

export function setupForm({ profile, seed, options }: SetupView): SetupForm {
  const { bounceSlots, builtInDrivers, caches, iommu, journal, mem, snooped } = options;
  return { profile, seed: `${seed}`, mem: mem === 0 ? '' : `${mem}`, bounceSlots: `${bounceSlots}`, builtInDrivers, caches, snooped, iommu, journal };
}

/** `setup` is missing while there are problems; each names its field. */
export function readSetup(form: SetupForm, { ram }: SetupView): { problems: SetupProblems; setup?: Arguments<'app.setUp'> } {
  const problems: SetupProblems = {};
  const whole = (text: string, least: number, most: number): number | undefined => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
  const seed = whole(form.seed, 0, MOST_SEED);
  if (seed === undefined) problems.seed = `Schedule: a whole number from 0 to ${MOST_SEED}.`;
  const mem = form.mem.trim() === '' ? 0 : whole(form.mem, LEAST_MEM, ram);
  if (mem === undefined) problems.mem = `Memory for Linux: empty, or ${LEAST_MEM} to ${ram} MiB.`;
  const bounceSlots = whole(form.bounceSlots, 0, MOST_SLOTS);
  if (bounceSlots === undefined) problems.bounceSlots = `Bounce buffers: a whole number from 0 to ${MOST_SLOTS}.`;
  if (seed === undefined || mem === undefined || bounceSlots === undefined) return { problems };
  const { profile, builtInDrivers, caches, snooped, iommu, journal } = form;
  return { problems, setup: { profile, seed, options: { bounceSlots, builtInDrivers, caches, iommu, journal, mem, snooped } } };
}
