/** Journal entries as lines of text, and the answer to "who wrote this byte". */
import type { Machine } from '../../boards/machine';
import { LINE_BYTES, LINE_SHIFT } from '../../cache/geometry';
import type { EntryLine, MemoryView, WriterView } from '../../contract';
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, EntryView, RunView } from '../../journal/journal';
import type { RegisterDefinition } from '../../register/define';
import { changedFields } from './registers-view';
import { hex32, hexBytes, plural } from './format';
import { laneKey } from './lanes';

/** So many writes behind a cache's back are looked through for what the processor sees. */
const HIDDEN_MOST = 10_000;

export class JournalText {
  constructor(private readonly machine: Machine) {}

  line(index: EntryRef): EntryLine {
    const entry = this.machine.journal.entry(index);
    const { title, detail } = this.words(entry);
    const run = entry.run;
    const isRegister = entry.kind === 'register';
    const covered = run === undefined ? (isRegister ? 4 : 0) : run.fixed ? run.firstBytes : run.data.length;
    return {
      index,
      at: entry.at,
      kind: entry.kind,
      initiator: entry.initiator,
      lane: this.lane(entry),
      title,
      detail,
      cause: entry.cause,
      address: run !== undefined || isRegister || entry.kind === 'instruction' || entry.kind === 'fault' ? entry.address : null,
      bytes: covered,
      until: run === undefined || run.beats === 0 ? entry.at : run.from + (run.beats - 1) * run.stride,
    };
  }

  private lane(entry: EntryView): string {
    const initiator = this.machine.journal.initiatorList.find((one) => one.name === entry.initiator);
    return initiator === undefined ? '' : laneKey(KIND[entry.kind], initiator).id;
  }

  causes(index: EntryRef): EntryLine[] {
    return this.machine.journal.causes(index).map((entry) => this.line(entry.index));
  }

  /** @param value the byte as it is now, in that view. */
  writer(address: number, value: number, view: MemoryView = 'cpu'): WriterView {
    const { journal } = this.machine;
    const { index, carried } = this.origin(address, view);
    if (index === 0) return { address, register: this.registerOf(address, null), writer: null, beat: null, old: null, value, carried: null, source: null, chain: [] };
    const entry = journal.entry(index);
    const offset = (address - entry.address) >>> 0;
    const run = entry.run;
    const beat = run === undefined ? null : beatOf(run, offset);
    const old = run?.before === undefined ? (entry.old >>> (8 * offset)) & 0xff : run.before[run.fixed ? run.before.length - run.firstBytes + offset : offset];
    return { address, register: this.registerOf(address, entry), writer: this.line(index), beat, old, value, carried: carried === 0 ? null : this.line(carried), source: this.source(entry, offset), chain: this.causes(index) };
  }

  private registerOf(address: number, writer: EntryView | null): WriterView['register'] {
    for (const { id, base, bank } of this.machine.peripherals) {
      const offset = address - base;
      if (offset < 0 || offset >= bank.definition.bytes) continue;
      const row = bank.list().find((one) => offset >= one.offset && offset < one.offset + bank.definition.width);
      if (row === undefined) return null;
      // A bus write says what was asked for; what became of it is the register's value.
      const whole = writer !== null && writer.address === base + row.offset && (writer.run === undefined || writer.run.data.length === bank.definition.width);
      const written = !whole ? null : writer.run === undefined ? writer.value : writer.run.data.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
      return { name: `${id}.${row.name}${row.definition.repeat === undefined ? '' : row.index}`, address: base + row.offset, old: whole ? writer.old : null, written, value: row.value };
    }
    return null;
  }

  /** The entry that gave a byte its value in a view; when that was a store whose line has been written back since, also that. */
  private origin(address: number, view: MemoryView): { index: EntryRef; carried: EntryRef } {
    const { journal } = this.machine;
    const index = view === 'cpu' ? this.seenByCpu(address) : journal.lastWriter(address, undefined, 'memory');
    const entry = index === 0 ? undefined : journal.entry(index);
    if (entry === undefined || entry.kind !== 'write' || entry.cause === 0 || journal.entry(entry.cause).kind !== 'store') return { index, carried: 0 };
    const store = journal.lastWriter(address, index);
    return store !== 0 && journal.entry(store).kind === 'store' ? { index: store, carried: index } : { index, carried: 0 };
  }

  /** What memory got since a line was filled is not what the processor sees of it, but for its own stores. */
  private seenByCpu(address: number): EntryRef {
    const { journal, caches } = this.machine;
    let index = journal.lastWriter(address);
    const line = address >>> LINE_SHIFT;
    const held = caches?.nearest(line);
    if (caches === undefined || held === undefined) return index;
    const differs = caches.differsMask(line, held.level, held.slot);
    if (((differs >>> (address & (LINE_BYTES - 1))) & 1) === 0) return index;
    const fills = caches.levels.map((level) => ({ level, slot: level.find(line) })).filter(({ slot }) => slot >= 0).map(({ level, slot }) => level.filled(slot));
    const filled = Math.min(...fills);
    for (let i = 0; i < HIDDEN_MOST && index > filled && journal.entry(index).kind !== 'store'; i++) index = journal.lastWriter(address, index);
    return index;
  }

  /** A DMA write names in `detail` the read run that brought its first byte; later bytes come from it and its successors. */
  private source(entry: EntryView, offset: number): WriterView['source'] {
    const { journal } = this.machine;
    const kind = journal.initiatorList.find((initiator) => initiator.name === entry.initiator)?.kind;
    if (entry.kind !== 'write' || kind !== 'dma' || entry.detail === 0) return null;
    const first = journal.entry(entry.detail);
    if (first.run === undefined || offset >= first.run.data.length) return first.run === undefined ? null : { address: first.address, entry: first.index };
    return { address: first.run.fixed ? first.address : first.address + offset, entry: first.index };
  }

  private words(entry: EntryView): { title: string; detail: string } {
    switch (entry.kind) {
      case 'read':
      case 'write':
      case 'store':
        return this.runWords(entry, entry.run as RunView);
      case 'register': {
        const found = this.register(entry.address);
        const title = `${found?.title ?? hex32(entry.address)} ${hex32(entry.old)} → ${hex32(entry.value)}`;
        return { title, detail: found === undefined ? '' : changedFields(found.definition, entry.old, entry.value) };
      }
      case 'instruction':
        return this.instructionWords(entry);
      case 'interrupt':
        return { title: `interrupt ${entry.address} ${entry.value === 0 ? 'low' : 'high'}`, detail: this.machine.irqs('').find((irq) => irq.gic === entry.address)?.name ?? '' };
      case 'event':
        return { title: `event ${entry.value}`, detail: '' };
      case 'prepare':
      case 'submit':
      case 'issue':
      case 'callback':
      case 'call':
      case 'wake':
        return { title: entry.text ?? '', detail: this.place(entry) };
      case 'power-on':
        return { title: 'power-on', detail: '' };
      default:
        return { title: (entry.text ?? '').replace(/[\r\n]+$/, ''), detail: entry.kind === 'log' ? 'kernel log' : '' };
    }
  }

  private runWords(entry: EntryView, run: RunView): { title: string; detail: string } {
    const where = this.register(entry.address)?.title;
    const size = run.beats === 1 ? plural(run.data.length, 'byte') : `${run.beats} × ${run.beatBytes} bytes${run.fixed ? ', fixed address' : ''}`;
    const place = this.place(entry);
    if (where !== undefined && run.data.length <= 4) {
      const value = hex32(run.data.reduce((sum, byte, i) => sum + byte * 256 ** i, 0));
      return { title: `${entry.kind} ${where} ${entry.kind === 'write' ? '=' : '→'} ${value}`, detail: place };
    }
    if (entry.kind === 'store') {
      const one = run.beats === 1 && run.data.length <= 4;
      return { title: `store ${hex32(entry.address)}${one ? ` = ${hex32(entry.value)}` : `, ${size}`}, into the cache`, detail: [one ? '' : hexBytes(run.data), place].filter((part) => part !== '').join('  ') };
    }
    const failed = run.error ? ' — bus error' : '';
    const title = `${entry.kind} ${where ?? hex32(entry.address)}, ${size}${failed}`;
    return { title, detail: [hexBytes(run.data), place].filter((part) => part !== '').join('  ') };
  }

  /** CPU accesses: the statement that made them. */
  private place(entry: EntryView): string {
    const { journal } = this.machine;
    const initiator = journal.initiatorList.find((one) => one.name === entry.initiator);
    return initiator?.kind === 'cpu' ? journal.textOf(entry.detail) : '';
  }

  private instructionWords(entry: EntryView): { title: string; detail: string } {
    const bytes = Uint8Array.from({ length: 6 }, (_, i) => (i < 4 ? entry.value >>> (8 * i) : entry.detail >>> (8 * (i - 4))));
    for (const controller of this.machine.controllers) {
      if (controller.initiators.includes(entry.initiator)) {
        const { text, meaning } = controller.disassemble(bytes, entry.address);
        return { title: text, detail: meaning };
      }
    }
    return { title: hexBytes(bytes), detail: '' };
  }

  private register(address: number): { title: string; definition: RegisterDefinition } | undefined {
    for (const peripheral of this.machine.peripherals) {
      const offset = address - peripheral.base;
      if (offset < 0 || offset >= peripheral.bank.definition.bytes) continue;
      const found = peripheral.bank.describe(offset);
      if (found === undefined) continue;
      const number = found.definition.repeat === undefined ? '' : String(found.index);
      return { title: `${peripheral.id}.${found.name}${number}`, definition: found.definition };
    }
    return undefined;
  }
}

function beatOf(run: RunView, offset: number): WriterView['beat'] {
  if (run.fixed) return { number: run.beats, of: run.beats, at: run.from + (run.beats - 1) * run.stride };
  const number = offset < run.firstBytes ? 0 : 1 + Math.floor((offset - run.firstBytes) / run.beatBytes);
  return { number: number + 1, of: run.beats, at: run.from + number * run.stride };
}
