/** The docking area's handle for commands: it exists only while the area is mounted. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

export interface DockHandle {
  focus(id: string): void;
  /** Brings an open view's tab to the front. */
  reveal(id: string): void;
  reset(): void;
  close(): void;
  toggleMaximized(): void;
}

export const useDock = defineStore('dock', () => {
  const handle = shallowRef<DockHandle | null>(null);
  /** One group of views has the whole window. */
  const enlarged = ref(false);

  function attach(next: DockHandle): () => void {
    handle.value = next;
    return () => {
      if (handle.value === next) handle.value = null;
    };
  }
  return {
    handle,
    enlarged,
    attach,
    focus: (id: string) => handle.value?.focus(id),
    reveal: (id: string) => handle.value?.reveal(id),
  };
});
