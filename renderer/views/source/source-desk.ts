/** All that the source view shows, put together: the file, its unsaved text, the calls, and the marks between them. */
import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { LineStop, SourceCall, SourceContext, SourceFileView, VariableView } from '../../../core/contract';
import { useLabWindow } from '../../data/lab-window';
import { request } from '../../lab-client';
import { useLab } from '../../stores/lab';
import { useNotices } from '../../stores/notices';
import { useOverlay } from '../../stores/overlay';
import { useStops } from '../../stores/stops';
import { useCompilerMessages } from './compiler-messages';
import { driverTemplate, moduleName } from './driver-template';
import type { LineMarks } from './editor-marks';
import { lineShift } from './line-shift';
import { placesIn } from './source-places';
import { useSource } from './source-store';

export interface CallPlace {
  readonly thread: number;
  readonly level: number;
}

/** Deeper than any call: what is asked there is of the module. */
const NO_CALL = 1000;
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;
const MOST_CHARACTERS = 1_000_000;

export type SourceDesk = ReturnType<typeof useSourceDesk>;

export function useSourceDesk() {
  const lab = useLab();
  const source = useSource();
  const stops = useStops();
  /** While the lab runs nothing of this changes that could be read. */
  const still = computed(() => !lab.running);
  watch([still, () => lab.version], () => void (still.value && stops.refresh()));
  const files = useLabWindow('source.files', computed(() => (still.value ? {} : null)));
  const state = useLabWindow('source.state', computed(() => (still.value ? {} : null)));
  const path = computed(() => pathOf(source.path, files.value.value));
  const file = useLabWindow('source.read', computed(() => (path.value === null || !still.value ? null : { path: path.value })));
  const saved = computed(() => (file.value.value?.path === path.value ? file.value.value : null));
  const draft = computed(() => (path.value === null ? undefined : source.drafts.get(path.value)));
  const text = computed(() => draft.value ?? saved.value?.text ?? null);
  const isDirty = computed(() => draft.value !== undefined && saved.value !== null && draft.value !== saved.value.text);
  /** Path of a text that is offered back: of the shown file, or of one that the session does not have. */
  const offer = computed(() => {
    const own = files.value.value;
    const waiting = path.value === null ? undefined : source.offers.get(path.value);
    if (waiting !== undefined && saved.value !== null && waiting !== saved.value.text) return path.value;
    return own === null ? null : ([...source.offers.keys()].find((each) => own.every((file) => file.path !== each)) ?? null);
  });
  const messages = useCompilerMessages(computed(() => (saved.value === null || !isCompiled(saved.value) || text.value === null ? null : { path: saved.value.path, text: text.value })));
  const shift = computed(() => lineShift(saved.value?.text ?? '', text.value ?? ''));

  const contexts = computed(() => state.value.value?.contexts ?? []);
  const chosen = ref<CallPlace | null>(null);
  watch(() => [lab.status?.cycle, lab.generation], () => {
    chosen.value = null;
  });
  const call = computed(() => callOf(contexts.value, chosen.value ?? innermost(contexts.value, state.value.value?.current?.thread ?? null)));
  const asked = shallowRef<LineStop | null>(null);
  const marks = computed(() => marksOf(path.value, stops.view.lines, saved.value, shift.value.toNew, contexts.value, call.value));
  const here = computed(() => (call.value !== null && call.value.path === path.value ? marks.value.here : null));

  function edited(of: string, next: string): void {
    source.edit(of, of === saved.value?.path && next === saved.value.text ? null : next);
  }

  async function takeOffer(of: string, accept: boolean): Promise<void> {
    const text = source.offers.get(of);
    const isMissing = files.value.value?.every((each) => each.path !== of) === true;
    if (accept && isMissing && text !== undefined) await addFile(of, text);
    source.takeOffer(of, accept && !isMissing);
  }

  async function toggle(line: number): Promise<void> {
    const of = path.value;
    if (of === null || saved.value?.editable !== true) return;
    let at = shift.value.toOld(line);
    if (at === null) {
      if (!(await source.write(of))) return;
      at = line;
    }
    if (stops.lineAt(of, at) === null) say(await stops.setLine({ path: of, line: at, condition: '', every: 1 }));
    else await stops.removeLine(of, at);
  }

  /** Asks when the breakpoint at a line of the shown text is to stop. */
  function ask(line: number): void {
    const of = path.value;
    const at = shift.value.toOld(line);
    if (of === null || at === null || saved.value?.editable !== true) return;
    asked.value = stops.lineAt(of, at) ?? { path: of, line: at, condition: '', every: 1 };
  }

  function askFor(stop: LineStop): void {
    asked.value = stop;
  }

  /** In lines of the saved text, which the loaded code has. */
  const savedLine = (line: number): number | null => shift.value.toOld(line);

  /** The value of what stands in a line: in the call that the line belongs to, else of the module. */
  async function evaluate(expression: string, line: number): Promise<VariableView | null> {
    const at = shift.value.toOld(line);
    const covers = (each: SourceCall | null): boolean => each !== null && at !== null && each.path === path.value && each.from <= at && at <= each.to;
    const owner = covers(call.value) ? call.value : (contexts.value.flatMap(({ calls }) => calls).find(covers) ?? null);
    const place = owner === null ? { thread: call.value?.thread ?? 0, level: NO_CALL } : { thread: owner.thread, level: owner.level };
    const found = await request('source.evaluate', { ...place, expression }).catch(() => null);
    return found === null || found.variable.state === 'unknown' ? null : found.variable;
  }

  return { lab, source, files, state, file, path, saved, text, isDirty, offer, messages, contexts, call, chosen, marks, here, edited, takeOffer, toggle, ask, askFor, asked, savedLine, stops, evaluate };
}

function say(problem: string): void {
  if (problem !== '') useNotices().add({ severity: 'error', message: problem });
}

/** A file that an undone input took away gives way to another. */
function pathOf(wanted: string | null, files: readonly SourceFileView[] | null): string | null {
  if (wanted !== null && (wanted.startsWith('<') || files === null || files.some((file) => file.path === wanted))) return wanted;
  return files?.[0]?.path ?? null;
}

/** A header alone is no program: it is compiled with the sources that include it. */
export const isCompiled = ({ editable, path }: { editable: boolean; path: string }): boolean => editable && path.endsWith('.c');

/** Where the processor stands in C; in a function of the kernel, the call that led there. */
function innermost(contexts: readonly SourceContext[], current: number | null): CallPlace | null {
  const all = contexts.flatMap(({ calls }) => calls).filter((each) => each.thread >= 0);
  const running = contexts.find(({ state }) => state === 'running')?.calls ?? [];
  return all.find((each) => each.thread === current && each.level === 0) ?? running.find((each) => each.thread >= 0 && each.line > 0) ?? null;
}

function callOf(contexts: readonly SourceContext[], place: CallPlace | null): (SourceCall & CallPlace) | null {
  if (place === null) return null;
  return contexts.flatMap(({ calls }) => calls).find((each) => each.thread === place.thread && each.level === place.level) ?? null;
}

function marksOf(path: string | null, lines: readonly LineStop[], saved: { executable: readonly number[] } | null, toNew: (line: number) => number | null, contexts: readonly SourceContext[], call: SourceCall | null): LineMarks {
  const now = (list: readonly number[]): number[] => list.flatMap((line) => toNew(line) ?? []);
  const own = lines.filter((one) => one.path === path);
  const stands = contexts.flatMap(({ calls }) => calls).filter((each) => each.path === path && each.line > 0);
  const others = stands.filter((each) => each !== call).map(({ line }) => line);
  return { breakpoints: now(own.map(({ line }) => line)), conditional: now(own.filter(({ condition, every }) => condition !== '' || every > 1).map(({ line }) => line)), executable: now(saved?.executable ?? []), here: call !== null && call.path === path && call.line > 0 ? toNew(call.line) : null, others: now(others) };
}

/** Where the lab stopped, when it did so at a line of C. */
export function useStopPlace(): ComputedRef<{ path: string; line: number } | null> {
  const lab = useLab();
  return computed(() => (lab.status === null || lab.running || !/(^|^breakpoint |^one line back, | written by .*)at \S+:\d+( \(|$)/.test(lab.status.stopped) ? null : (placesIn(lab.status.stopped)[0] ?? null)));
}

export function askForNewFile(existing: readonly string[]): void {
  const free = (name: string): boolean => !existing.includes(name);
  const initial = ['driver.c', 'driver2.c', 'driver3.c'].find(free) ?? '';
  useOverlay().ask({
    title: 'New source file',
    label: 'Name',
    initial,
    accept: 'Make it',
    problem: (name) => (!FILE_NAME.test(name) || !/\.[ch]$/.test(name) ? 'Give a plain name that ends in .c or .h, such as my_driver.c.' : free(name) ? '' : `The session has a file ${name}. Choose another name.`),
    done: (name) => addFile(name, name.endsWith('.h') ? '' : driverTemplate(name)),
  });
}

async function addFile(name: string, text: string): Promise<void> {
  if ((await useLab().run('source.write', { path: name, text })) !== null) useSource().goTo(name, 1);
}

/** Files of the user's own disk become files of the session. */
export async function takeFiles(list: Iterable<File>): Promise<void> {
  for (const file of list) {
    const name = file.name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^[.-]+/, '');
    const text = await file.text();
    if (!FILE_NAME.test(name) || text.length > MOST_CHARACTERS || text.includes('\0')) useNotices().add({ severity: 'error', message: `${file.name} is no C source that the session can hold`, remedy: 'Choose a text file of at most a million characters, with a name of letters and digits.' });
    else await addFile(name, text);
  }
}

/** Saves, compiles and, when nothing is wrong, loads the module anew by the shell's own commands. */
export async function buildAndLoad(desk: SourceDesk, showProblem: () => void): Promise<void> {
  const of = desk.path.value;
  if (of === null || !of.endsWith('.c') || desk.text.value === null) return;
  const found = await desk.messages.now({ path: of, text: desk.text.value });
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    useNotices().add({ severity: 'warning', message: `${of} was not loaded: ${errors === 1 ? 'one error' : `${errors} errors`}.`, remedy: 'The messages stand below the text; F8 goes through them.' });
    showProblem();
    return;
  }
  const { busy } = await request('shell.lines', { from: Number.MAX_SAFE_INTEGER });
  if (busy) {
    useNotices().add({ severity: 'warning', message: 'A command of the shell has not ended yet.', remedy: 'Continue until it ends (F5), or take it back (Ctrl+Z outside of the text).' });
    return;
  }
  if (!(await desk.source.writeAll())) return;
  const loaded = (await request('source.files', {})).find(({ path }) => path === of)?.module ?? '';
  const load = `insmod ${moduleName(of) === of.slice(0, -2) ? moduleName(of) : of}`;
  await desk.lab.run('shell.run', { text: loaded === '' ? load : `rmmod ${loaded} && ${load}` });
}
