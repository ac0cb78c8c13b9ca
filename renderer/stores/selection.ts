/** The one selection of the app. Every view shows what concerns it and may set it: that links the views. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

export interface Selection {
  address: number | null;
  /** Bytes from `address` on. */
  length: number;
  cycle: number | null;
  /** A stretch of time to be looked at as a whole. */
  span: { readonly from: number; readonly to: number } | null;
  /** Journal entry. */
  entry: number | null;
  peripheral: string | null;
  register: { peripheral: string; name: string; index: number } | null;
  thread: { controller: string; thread: number } | null;
}

export const useSelection = defineStore('selection', () => {
  const address = ref<number | null>(null);
  const length = ref(1);
  const cycle = ref<number | null>(null);
  const span = shallowRef<Selection['span']>(null);
  const entry = ref<number | null>(null);
  const peripheral = ref<string | null>(null);
  const register = ref<Selection['register']>(null);
  const thread = ref<Selection['thread']>(null);

  /** Sets the named parts and leaves the others. An address without a length selects one byte. */
  function select(partial: Partial<Selection>): void {
    if (partial.address !== undefined) {
      address.value = partial.address;
      length.value = Math.max(1, partial.length ?? 1);
    } else if (partial.length !== undefined) length.value = Math.max(1, partial.length);
    if (partial.cycle !== undefined) cycle.value = partial.cycle;
    if (partial.span !== undefined) span.value = partial.span;
    if (partial.entry !== undefined) entry.value = partial.entry;
    if (partial.peripheral !== undefined) peripheral.value = partial.peripheral;
    if (partial.register !== undefined) register.value = partial.register;
    if (partial.thread !== undefined) thread.value = partial.thread;
  }

  function clear(): void {
    select({ address: null, cycle: null, span: null, entry: null, peripheral: null, register: null, thread: null });
  }

  return { address, length, cycle, span, entry, peripheral, register, thread, select, clear };
});
