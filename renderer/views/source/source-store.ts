/**
 * Which source is shown, what of it is not saved yet, and what is watched. Unsaved texts live here, so that closing
 * the view does not lose them, and in the settings, so that a crash does not; those are offered back after a start.
 */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { SourceText } from '../../../core/contract';
import { request } from '../../lab-client';
import { useDock } from '../../stores/dock';
import { useLab } from '../../stores/lab';
import { useSettings } from '../../stores/settings';
import { useStops } from '../../stores/stops';
import { keep, keptFrom } from './kept-texts';
import { lineShift } from './line-shift';

export interface Goal {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The focus stays where it is. */
  readonly quiet?: boolean;
}

const SLOT = 'source';

export const useSource = defineStore('source', () => {
  const lab = useLab();
  const settings = useSettings();
  const stops = useStops();
  const path = ref<string | null>(null);
  /** Each request to go somewhere is a new object. */
  const goal = shallowRef<Goal | null>(null);
  const drafts = shallowRef<ReadonlyMap<string, string>>(new Map());
  /** Texts of an earlier start that wait to be taken back or thrown away. */
  const offers = shallowRef<ReadonlyMap<string, string>>(new Map());
  const watches = shallowRef<readonly string[]>([]);
  const session = computed(() => lab.status?.file ?? lab.status?.sessionName ?? '');

  function load(): void {
    const kept = keptFrom(settings.views[SLOT]).find((each) => each.session === session.value);
    path.value = null;
    goal.value = null;
    drafts.value = new Map();
    offers.value = new Map(Object.entries(kept?.drafts ?? {}));
    watches.value = kept?.watches ?? [];
  }
  watch([() => lab.status !== null, () => lab.generation], load, { immediate: true });

  function save(): void {
    const texts = { ...Object.fromEntries(offers.value), ...Object.fromEntries(drafts.value) };
    settings.setView(SLOT, keep(keptFrom(settings.views[SLOT]), { session: session.value, drafts: texts, watches: watches.value }));
  }

  /** `text` null: what the session has is shown again. */
  function edit(of: string, text: string | null): void {
    const next = new Map(drafts.value);
    if (text === null) next.delete(of);
    else next.set(of, text);
    drafts.value = next;
    save();
  }

  function takeOffer(of: string, accept: boolean): void {
    const text = offers.value.get(of);
    const rest = new Map(offers.value);
    rest.delete(of);
    offers.value = rest;
    if (accept && text !== undefined) edit(of, text);
    else save();
  }

  function watchAll(next: readonly string[]): void {
    watches.value = next;
    save();
  }

  function goTo(to: string, line: number, column = 1): void {
    path.value = to;
    goal.value = { path: to, line, column };
    useDock().focus('source');
  }

  /** Shows the line where the view is open; the focus stays. */
  function point(to: string, line: number): void {
    path.value = to;
    goal.value = { path: to, line, column: 1, quiet: true };
  }

  /** Saves an unsaved text into the session; breakpoints go with their lines. */
  async function write(of: string): Promise<boolean> {
    const text = drafts.value.get(of);
    if (text === undefined) return true;
    const before = await request('source.read', { path: of }).catch((): SourceText | null => null);
    if ((await lab.run('source.write', { path: of, text })) === null) return false;
    if (drafts.value.get(of) === text) edit(of, null);
    if (before !== null) await stops.moveLines(of, lineShift(before.text, text).toNew);
    return true;
  }

  async function writeAll(): Promise<boolean> {
    for (const of of [...drafts.value.keys()]) if (!(await write(of))) return false;
    return true;
  }

  return { path, goal, drafts, offers, watches, session, edit, takeOffer, watchAll, goTo, point, write, writeAll };
});
