/** What the compiler says about the shown text: asked a moment after the last change, never while nobody looks. */
import { computed, inject, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { DiagnosticView } from '../../../core/contract';
import { PANEL_VISIBLE } from '../../data/lab-window';
import { busy } from '../../idle';
import { request } from '../../lab-client';

/** Quiet time after which a text is compiled (ms). */
const QUIET = 250;

export interface Subject {
  readonly path: string;
  readonly text: string;
}

export interface CompilerMessages {
  readonly list: ShallowRef<readonly DiagnosticView[]>;
  /** The text that `list` is about. */
  readonly about: ShallowRef<Subject | null>;
  readonly failure: Ref<string>;
  /** Asks at once. */
  now(subject: Subject): Promise<readonly DiagnosticView[]>;
}

export function useCompilerMessages(subject: Readonly<Ref<Subject | null>>): CompilerMessages {
  const list = shallowRef<readonly DiagnosticView[]>([]);
  const about = shallowRef<Subject | null>(null);
  const failure = ref('');
  const visible = inject(PANEL_VISIBLE, ref(true));
  const wanted = computed(() => (visible.value ? subject.value : null));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void) | null = null;

  async function now(asked: Subject): Promise<readonly DiagnosticView[]> {
    try {
      const { diagnostics } = await request('source.check', { path: asked.path, text: asked.text });
      failure.value = '';
      if (same(asked, subject.value)) {
        about.value = asked;
        list.value = diagnostics;
      }
      return diagnostics;
    } catch (problem) {
      failure.value = problem instanceof Error ? problem.message : String(problem);
      return [];
    }
  }
  function cancel(): void {
    clearTimeout(timer);
    waiting?.();
    waiting = null;
  }
  watch(
    wanted,
    (next) => {
      if (visible.value && next?.path !== about.value?.path) {
        list.value = [];
        about.value = null;
      }
      cancel();
      if (next === null || same(next, about.value)) return;
      const done = busy();
      waiting = done;
      timer = setTimeout(() => void now(next).finally(done), QUIET);
    },
    { immediate: true },
  );
  onScopeDispose(cancel);
  return { list, about, failure, now };
}

const same = (a: Subject | null, b: Subject | null): boolean => a !== null && b !== null && a.path === b.path && a.text === b.text;
