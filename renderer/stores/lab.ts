/** What the renderer knows of the lab as a whole: its latest status. Everything else is asked for by the views. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Arguments, BoardView, LabStatus, Replies, RequestName } from '../../core/contract';
import { setRunning } from '../idle';
import { LabError, onEvent, request } from '../lab-client';
import { useNotices } from './notices';

function isStatus(reply: unknown): reply is LabStatus {
  return typeof reply === 'object' && reply !== null && 'journalLength' in reply && 'version' in reply;
}

export const useLab = defineStore('lab', () => {
  const status = shallowRef<LabStatus | null>(null);
  const board = shallowRef<BoardView | null>(null);
  /** Counts loaded sessions: a view that sees it change forgets what it had. */
  const generation = shallowRef(0);
  /** Why the lab cannot be reached, when it cannot. */
  const broken = shallowRef<{ message: string; remedy: string | undefined } | null>(null);
  const recovery = shallowRef<{ name: string; savedAt: string } | null>(null);
  const version = computed(() => status.value?.version ?? -1);
  const running = computed(() => status.value?.running === true);
  watch(running, setRunning, { flush: 'sync' });

  /** A reply may arrive behind an event that is newer: what is older than what is shown says nothing. */
  function apply(next: LabStatus): void {
    if (status.value !== null && next.version < status.value.version) return;
    status.value = next;
  }

  async function readBoard(): Promise<void> {
    board.value = await request('lab.board', {});
  }

  /** Device files and modules come and go: ask again whenever the lab stands still and has changed. One question at a time. */
  let asking = false;
  let askAgain = false;
  async function refreshBoard(): Promise<void> {
    askAgain = true;
    if (asking) return;
    asking = true;
    try {
      while (askAgain) {
        askAgain = false;
        await readBoard();
      }
    } finally {
      asking = false;
    }
  }
  watch([running, version], ([isRunning]) => {
    if (!isRunning && board.value !== null) void refreshBoard().catch((failure: unknown) => useNotices().failure(failure));
  });

  /** Sends a request; a failure becomes a notice and the answer null. A status in the reply is taken over. */
  async function run<K extends RequestName>(name: K, args: Arguments<K>): Promise<Replies[K] | null> {
    try {
      const reply = await request(name, args);
      if (isStatus(reply)) apply(reply);
      return reply;
    } catch (failure) {
      useNotices().failure(failure);
      return null;
    }
  }

  async function loaded(next: LabStatus): Promise<void> {
    status.value = next;
    generation.value++;
    await readBoard();
  }

  /** Connects to the lab; answers how to disconnect. */
  async function connect(): Promise<() => void> {
    const notices = useNotices();
    const off = [
      onEvent('changed', apply),
      onEvent('loaded', (next) => void loaded(next).catch((failure: unknown) => notices.failure(failure))),
      onEvent('notice', (notice) => notices.add(notice)),
      onEvent('recovery', (offer) => {
        recovery.value = offer;
      }),
    ];
    try {
      const [first] = await Promise.all([request('lab.status', {}), readBoard()]);
      apply(first);
      broken.value = null;
    } catch (failure) {
      broken.value = {
        message: failure instanceof Error ? failure.message : String(failure),
        remedy: failure instanceof LabError ? failure.remedy : undefined,
      };
    }
    return () => {
      for (const stop of off) stop();
    };
  }

  return { status, board, generation, broken, recovery, version, running, run, connect, apply };
});
