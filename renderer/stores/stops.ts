/** Where runs stop: lines of C and writes to memory. Each change is an act that can be undone. */
import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { LineStop, StopsView, WriteStop } from '../../core/contract';
import { request } from '../lab-client';
import { hex32 } from '../ui/numbers';
import { useActs } from './acts';
import { useLab } from './lab';

const NONE: StopsView = { lines: [], writes: [], findings: false };

export const useStops = defineStore('stops', () => {
  const lab = useLab();
  const acts = useActs();
  const view = shallowRef<StopsView>(NONE);

  async function refresh(): Promise<void> {
    view.value = await request('stops.list', {}).catch(() => view.value);
  }
  /** They change with a session that is opened, and by hand: a run changes none. */
  watch([() => lab.generation, () => lab.status !== null], () => void (lab.status !== null && refresh()), { immediate: true });

  const lineAt = (path: string, line: number): LineStop | null => view.value.lines.find((one) => one.path === path && one.line === line) ?? null;
  const writeAt = (address: number, bytes: number): WriteStop | null => view.value.writes.find((one) => one.address === address && one.bytes === bytes) ?? null;

  async function sendLine(stop: LineStop, on: boolean): Promise<unknown> {
    const reply = await lab.run('source.breakpoint', { ...stop, on });
    await refresh();
    return reply;
  }
  async function sendWrite(stop: WriteStop, on: boolean): Promise<unknown> {
    const reply = await lab.run('stops.write', { ...stop, on });
    if (reply !== null) view.value = reply;
    return reply;
  }

  /** Answers what is wrong with its condition, or ''. */
  async function setLine(stop: LineStop): Promise<string> {
    const before = lineAt(stop.path, stop.line);
    try {
      await request('source.breakpoint', { ...stop, on: true });
    } catch (failure) {
      return failure instanceof Error ? failure.message : String(failure);
    }
    await refresh();
    acts.record({ text: `breakpoint at ${stop.path}:${stop.line}${before === null ? '' : ' changed'}`, redo: () => sendLine(stop, true), undo: () => sendLine(before ?? stop, before !== null) });
    return '';
  }
  async function removeLine(path: string, line: number): Promise<void> {
    const before = lineAt(path, line);
    if (before !== null) await acts.perform({ text: `breakpoint at ${path}:${line} removed`, redo: () => sendLine(before, false), undo: () => sendLine(before, true) });
  }
  async function toggleWrite(stop: WriteStop): Promise<void> {
    const before = writeAt(stop.address, stop.bytes);
    const on = before === null;
    const text = `${on ? 'stop' : 'no stop'} at writes to ${nameOf(before ?? stop)}`;
    await acts.perform({ text, redo: () => sendWrite(before ?? stop, on), undo: () => sendWrite(before ?? stop, !on) });
  }

  /** The text of a file has changed: breakpoints go with their lines. `toNew` null: the line is gone. */
  async function moveLines(path: string, toNew: (line: number) => number | null): Promise<void> {
    const moves = view.value.lines.filter((one) => one.path === path).map((stop) => ({ stop, to: toNew(stop.line) }));
    for (const { stop, to } of moves) if (to !== stop.line) await lab.run('source.breakpoint', { ...stop, on: false });
    for (const { stop, to } of moves) if (to !== null && to !== stop.line) await lab.run('source.breakpoint', { ...stop, line: to, on: true });
    await refresh();
  }

  async function toggleFindings(): Promise<void> {
    const on = !view.value.findings;
    const send = (to: boolean) => async (): Promise<unknown> => {
      const reply = await lab.run('stops.findings', { on: to });
      if (reply !== null) view.value = reply;
      return reply;
    };
    await acts.perform({ text: on ? 'stop at what is found' : 'no stop at what is found', redo: send(on), undo: send(!on) });
  }

  return { toggleFindings, view, refresh, moveLines, lineAt, writeAt, setLine, removeLine, toggleWrite };
});

export const nameOf = ({ label, address, bytes }: WriteStop): string => (label === '' ? `${bytes === 1 ? 'the byte' : `${bytes} bytes`} at ${hex32(address)}` : label);
