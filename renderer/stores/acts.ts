/**
 * What the user changed that is no input of the experiment: breakpoints, watched places and expressions, muted rules.
 * Undo takes back whatever came last, such an act or an input: an act knows how many inputs there were when it was done.
 */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useLab } from './lab';

export interface Act {
  /** "breakpoint at first.c:12" */
  readonly text: string;
  redo(): Promise<unknown>;
  undo(): Promise<unknown>;
}

interface Done extends Act {
  /** Inputs that were applied when it was done. */
  readonly inputs: number;
}

const MOST = 200;

export const useActs = defineStore('acts', () => {
  const lab = useLab();
  const done = shallowRef<readonly Done[]>([]);
  const undone = shallowRef<readonly Done[]>([]);
  const inputs = computed(() => lab.status?.inputs ?? 0);

  watch(
    () => lab.generation,
    () => {
      done.value = [];
      undone.value = [];
    },
  );

  /** The act that undo takes back now; null: the newest input came later, or there is none. */
  const undoable = computed(() => done.value.findLast((act, i) => i === done.value.length - 1 && act.inputs >= inputs.value) ?? null);
  /** The act that redo does again now: it came before the next input. */
  const redoable = computed(() => undone.value.findLast((act, i) => i === undone.value.length - 1 && act.inputs <= inputs.value) ?? null);

  /** Does it; an act that failed (null) is none. */
  async function perform(act: Act): Promise<void> {
    if ((await act.redo()) !== null) record(act);
  }

  /** What has been done already. */
  function record(act: Act): void {
    done.value = [...done.value, { ...act, inputs: inputs.value }].slice(-MOST);
    undone.value = [];
  }

  async function undo(): Promise<void> {
    const act = undoable.value;
    if (act === null) return;
    done.value = done.value.slice(0, -1);
    undone.value = [...undone.value, act];
    await act.undo();
  }

  async function redo(): Promise<void> {
    const act = redoable.value;
    if (act === null) return;
    undone.value = undone.value.slice(0, -1);
    done.value = [...done.value, act];
    await act.redo();
  }

  return { undoable, redoable, perform, record, undo, redo };
});
