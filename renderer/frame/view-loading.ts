/**
 * The code of the views. Those in front when the bench opens are part of the page; the others are fetched when they are
 * first shown, or once the bench stands, so that they do not make the start longer.
 */
import { shallowReactive } from 'vue';
import type { Component } from 'vue';
import { busy } from '../idle';
import { PANELS, panelOf } from './panels';

const inFront = import.meta.glob<Component>(['../views/board/BoardView.vue', '../views/memory/MemoryView.vue', '../views/timeline/TimelineView.vue', '../views/console/ShellView.vue', '../views/registers/RegistersView.vue'], { eager: true, import: 'default' });
const behind = import.meta.glob<Component>(['../views/*/*View.vue', '!../views/board/BoardView.vue', '!../views/memory/MemoryView.vue', '!../views/timeline/TimelineView.vue', '!../views/console/ShellView.vue', '!../views/registers/RegistersView.vue'], { import: 'default' });

const loaded = shallowReactive(new Map<string, Component>());
const fileOf = (id: string): string => `../views/${panelOf(id)?.file ?? ''}.vue`;

/** Undefined: not there yet, or there is no such view. */
export function viewOf(id: string): Component | undefined {
  return inFront[fileOf(id)] ?? loaded.get(id);
}

export const viewExists = (id: string): boolean => fileOf(id) in inFront || fileOf(id) in behind;

/** @throws when its file cannot be read. */
export async function loadView(id: string): Promise<void> {
  const done = busy();
  try {
    await fetchView(id);
  } finally {
    done();
  }
}

async function fetchView(id: string): Promise<void> {
  const file = behind[fileOf(id)];
  if (file !== undefined && !loaded.has(id)) loaded.set(id, await file());
}

/** Once the first pictures are drawn (ms). */
const REST = 1000;
const pause = (time: number): Promise<unknown> => new Promise((resume) => setTimeout(resume, time));

/** Later than all that the start needs, and one behind the other: the page stays alive. What fails here fails again, visibly, when it is shown. */
export async function loadOtherViews(): Promise<void> {
  await pause(REST);
  for (const { id } of PANELS) {
    if (viewOf(id) !== undefined) continue;
    await fetchView(id).catch((reason: unknown) => console.error(reason));
    await pause(0);
  }
}
