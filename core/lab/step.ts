/** What ends a step, and where a step back leads, found in the journal. */
import type { Machine } from '../boards/machine';
import type { StepUnit } from '../contract';
import type { Cycle } from '../clock';
import { CHUNK_ENTRIES } from '../journal/chunk';
import { KIND } from '../journal/entry-kinds';
import type { EntryKind } from '../journal/entry-kinds';
import type { Watcher } from '../journal/journal';

interface StepWatch {
  readonly kinds: readonly EntryKind[];
  readonly test: Watcher;
}

/** A transfer ends when a DMA thread executes DMAEND (its first byte is 0) or faults. */
const endsTransfer: Watcher = (kind, _initiator, _address, value) => kind === KIND.fault || (value & 0xff) === 0;
/** A descriptor of the dmaengine moves on: a call of its client, the start of a program (DMAGO is 0xa0 or 0xa2), its end, a callback. */
const movesDescriptor: Watcher = (kind, initiator, address, value) => kind !== KIND.instruction || (value & 0xfd) === 0xa0 || endsTransfer(kind, initiator, address, value);
const risingLine: Watcher = (_kind, _initiator, _address, value) => value !== 0;

export function stepForwardWatch(unit: Exclude<StepUnit, 'beat'>): StepWatch {
  switch (unit) {
    case 'instruction':
      return { kinds: ['instruction', 'fault'], test: () => true };
    case 'transfer':
      return { kinds: ['instruction', 'fault'], test: endsTransfer };
    case 'descriptor':
      return { kinds: ['prepare', 'submit', 'issue', 'callback', 'call', 'instruction', 'fault'], test: movesDescriptor };
    case 'interrupt':
      return { kinds: ['interrupt'], test: risingLine };
  }
}

/** The beginning of the cycle in which the newest `unit` before `now` happened; undefined = there was none. */
export function stepBackTarget(machine: Machine, unit: StepUnit, now: Cycle): Cycle | undefined {
  if (unit === 'beat') return lastBeat(machine, now);
  const { kinds, test } = stepForwardWatch(unit);
  const codes = new Set(kinds.map((kind) => KIND[kind]));
  const { journal } = machine;
  for (let index = journal.length - 1; index > 0; index--) {
    const chunk = journal.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    if (codes.has(chunk.kind[i]) && chunk.at[i] < now && test(chunk.kind[i], chunk.initiator[i], chunk.address[i], chunk.value[i])) return chunk.at[i];
  }
  return undefined;
}

/** At most two runs are open at a time, so the newest beat belongs to one of the newest few runs. */
function lastBeat(machine: Machine, now: Cycle): Cycle | undefined {
  const { journal } = machine;
  let best: Cycle | undefined;
  let runs = 0;
  for (let index = journal.length - 1; index > 0 && runs < 4; index--) {
    const entry = journal.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    if (entry.kind[i] !== KIND.read && entry.kind[i] !== KIND.write) continue;
    runs++;
    if (entry.beats[i] === 0) continue;
    const at = entry.at[i] + entry.setup[i] + (entry.beats[i] - 1) * entry.stride[i];
    if (at < now && (best === undefined || at > best)) best = at;
  }
  return best;
}
