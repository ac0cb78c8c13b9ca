/** Messages for the user that are not bound to a place in a view. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Events } from '../../core/contract';
import { LabError } from '../lab-client';

export interface Notice {
  id: number;
  severity: 'info' | 'warning' | 'error';
  message: string;
  remedy: string | undefined;
  /** How often the same message came while it was shown. */
  times: number;
}

/** Milliseconds that a notice stays; errors stay until they are dismissed. */
export const STAYS: Record<Notice['severity'], number | null> = { info: 5000, warning: 10000, error: null };
const MOST = 5;

export const useNotices = defineStore('notices', () => {
  const shown = ref<Notice[]>([]);
  let lastId = 0;

  function dismiss(id: number): void {
    shown.value = shown.value.filter((notice) => notice.id !== id);
  }

  function add(notice: Events['notice']): void {
    const same = shown.value.find((other) => other.message === notice.message && other.severity === notice.severity);
    if (same !== undefined) {
      same.times++;
      return;
    }
    const id = ++lastId;
    shown.value = [...shown.value, { id, severity: notice.severity, message: notice.message, remedy: notice.remedy, times: 1 }].slice(-MOST);
    const stays = STAYS[notice.severity];
    if (stays !== null) setTimeout(() => dismiss(id), stays);
  }

  function failure(reason: unknown): void {
    const message = reason instanceof Error ? reason.message : String(reason);
    const remedy = reason instanceof LabError ? reason.remedy : undefined;
    add(remedy === undefined ? { severity: 'error', message } : { severity: 'error', message, remedy });
  }

  return { shown, add, failure, dismiss };
});
