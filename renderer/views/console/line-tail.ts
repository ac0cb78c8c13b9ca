/**
 * Lines that a running lab only adds to: while it runs just the end is fetched, again from the last known line, which
 * may have been unfinished. When it stands still all are read: going back in time takes lines away or changes them.
 * Of very many lines the lab keeps the newest; their numbers go on.
 */
import { computed, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Replies } from '../../../core/contract';
import { useLabWindow } from '../../data/lab-window';
import { useLab } from '../../stores/lab';

interface Numbered {
  readonly number: number;
}

export function askFrom(known: readonly Numbered[], running: boolean): number {
  return running ? (known.at(-1)?.number ?? 0) : 0;
}

/** `known` with `lines` from number `from` on in place of what was there; null when lines between them are missing. */
export function withTail<T extends Numbered>(known: readonly T[], { from, lost, lines }: { from: number; lost: number; lines: readonly T[] }): readonly T[] | null {
  if (from <= lost) return lines;
  const last = known.at(-1)?.number ?? -1;
  return from > last + 1 ? null : [...known.filter(({ number }) => number >= lost && number < from), ...lines];
}

type LineRequest = 'kernel.log' | 'shell.lines';

export interface LineTail<K extends LineRequest> {
  readonly lines: ShallowRef<readonly Replies[K]['lines'][number][]>;
  /** The newest reply, for what it says beside the lines. */
  readonly reply: ShallowRef<Replies[K] | null>;
  readonly error: ShallowRef<{ message: string; remedy: string | undefined } | null>;
  readonly pending: Ref<boolean>;
  refresh(): void;
}

export function useLineTail<K extends LineRequest>(name: K): LineTail<K> {
  const lab = useLab();
  const lines = shallowRef<readonly Replies[K]['lines'][number][]>([]);
  const window = useLabWindow<LineRequest>(name, computed(() => ({ from: askFrom(lines.value, lab.running) })));
  watch(window.value, (reply) => {
    if (reply === null) lines.value = [];
    else lines.value = withTail<Replies[K]['lines'][number]>(lines.value, reply) ?? lines.value;
  }, { flush: 'sync' });
  return { lines, reply: window.value as ShallowRef<Replies[K] | null>, error: window.error, pending: window.pending, refresh: window.refresh };
}
