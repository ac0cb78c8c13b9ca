/**
 * Lines that a running lab only adds to: while it runs just the end is fetched, again from the last known line, which
 * may have been unfinished. When it stands still all are read: going back in time takes lines away or changes them.
 */
import { computed, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Replies } from '../../../core/contract';
import { useLabWindow } from '../../data/lab-window';
import { useLab } from '../../stores/lab';

export function askFrom(known: number, running: boolean): number {
  return running ? Math.max(0, known - 1) : 0;
}

/** `lines` with `tail` from `from` on in place of what was there. */
export function withTail<T>(lines: readonly T[], from: number, tail: readonly T[]): readonly T[] {
  return from === 0 ? tail : [...lines.slice(0, from), ...tail];
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
  const window = useLabWindow<LineRequest>(name, computed(() => ({ from: askFrom(lines.value.length, lab.running) })));
  watch(window.value, (reply) => {
    if (reply === null) lines.value = [];
    else if (reply.from <= lines.value.length) lines.value = withTail<Replies[K]['lines'][number]>(lines.value, reply.from, reply.lines);
  }, { flush: 'sync' });
  return { lines, reply: window.value as ShallowRef<Replies[K] | null>, error: window.error, pending: window.pending, refresh: window.refresh };
}
