/** Which dialog lies over the bench; at most one. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

export type Overlay = 'palette' | 'keys' | 'sessions' | 'setup' | 'ask' | null;

/** A question with one line as the answer. */
export interface Question {
  title: string;
  label: string;
  initial: string;
  accept: string;
  /** What is wrong with the answer, or nothing. */
  problem(answer: string): string;
  done(answer: string): unknown;
}

export const useOverlay = defineStore('overlay', () => {
  const open = ref<Overlay>(null);
  const question = shallowRef<Question | null>(null);

  function show(next: Exclude<Overlay, 'ask' | null>): void {
    open.value = next;
  }
  function ask(next: Question): void {
    question.value = next;
    open.value = 'ask';
  }
  function close(): void {
    open.value = null;
  }
  return { open, question, show, ask, close };
});
