/**
 * A window of the lab's data that a view shows: asked again when its arguments or the lab change, one request at a
 * time. A reply to arguments that no longer hold is dropped; so is one that a newly loaded session overtook.
 */
import { hasInjectionContext, inject, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { InjectionKey, Ref, ShallowRef } from 'vue';
import type { Arguments, Replies, RequestName } from '../../core/contract';
import { LabError, request } from '../lab-client';
import { useLab } from '../stores/lab';

/** Provided by the docking area: a hidden panel does not ask. */
export const PANEL_VISIBLE: InjectionKey<Ref<boolean>> = Symbol('panel visible');

export interface LabWindow<T> {
  /** The newest reply; never made reactive inside. */
  value: ShallowRef<T | null>;
  pending: Ref<boolean>;
  error: ShallowRef<{ message: string; remedy: string | undefined } | null>;
  /** Asks again although nothing changed. */
  refresh(): void;
}

/** `args` null: nothing to ask for now; the last reply stays. */
export function useLabWindow<K extends RequestName>(name: K, args: Readonly<Ref<Arguments<K> | null>>): LabWindow<Replies[K]> {
  const lab = useLab();
  const visible = hasInjectionContext() ? inject(PANEL_VISIBLE, ref(true)) : ref(true);
  const value = shallowRef<Replies[K] | null>(null) as ShallowRef<Replies[K] | null>;
  const pending = ref(false);
  const error = shallowRef<{ message: string; remedy: string | undefined } | null>(null);
  const key = (): string => JSON.stringify(args.value);
  let again = false;
  let stopped = false;

  async function askOnce(asked: Arguments<K>): Promise<void> {
    const [askedKey, generation] = [key(), lab.generation];
    const current = (): boolean => !stopped && key() === askedKey && lab.generation === generation;
    try {
      const reply = await request(name, asked);
      if (!current()) return;
      value.value = reply;
      error.value = null;
    } catch (failure) {
      if (!current()) return;
      error.value = { message: failure instanceof Error ? failure.message : String(failure), remedy: failure instanceof LabError ? failure.remedy : undefined };
    }
  }

  async function ask(): Promise<void> {
    again = true;
    if (pending.value) return;
    pending.value = true;
    while (again && !stopped && visible.value && args.value !== null) {
      again = false;
      await askOnce(args.value);
    }
    pending.value = false;
  }

  watch(
    () => lab.generation,
    () => {
      value.value = null;
    },
  );
  watch([key, () => lab.version, () => lab.generation, visible], () => void ask(), { immediate: true });
  onScopeDispose(() => {
    stopped = true;
  });
  return { value, pending, error, refresh: () => void ask() };
}
