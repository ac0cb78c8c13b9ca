/** The chosen moment: views mark as changed what was written at or after it. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { useLab } from './lab';

export const useMoment = defineStore('moment', () => {
  const since = ref(0);

  function set(cycle: number): void {
    since.value = Math.max(0, Math.trunc(cycle));
  }

  function setToNow(): void {
    set(useLab().status?.cycle ?? 0);
  }

  return { since, set, setToNow };
});
