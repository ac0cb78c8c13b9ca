/** One handler for each request of the contract that the lab answers. */
import type { Arguments, MemoryView, Replies } from '../contract';
import { LabRefusal } from './refusal';
import type { Lab, LabRequest } from './lab';
import { boardView } from './views/board-view';
import { cacheWindow } from './views/cache-view';
import { findingsView } from './views/findings-view';
import { hex32 } from './views/format';
import { dmaDevicesView } from './views/dmaengine-view';
import { mappingMarks, mappingsView, objectMarks, pagesMap, poolsView } from './views/mapping-view';
import { memoryWindow, regionViews, searchMemory } from './views/memory-view';
import { setupView } from './views/setup-view';
import { programView } from './views/program-view';
import { peripheralView } from './views/registers-view';
import { assignmentsOf, breakpointLines, checkSource, sourceEvaluate, sourceFiles, sourceState, sourceText, sourceVariables } from './views/source-view';
import { timelineNext, timelineWindow } from './views/timeline-view';

type Handlers = { readonly [K in LabRequest]: (lab: Lab, args: Arguments<K>) => Replies[K] };

const HANDLERS: Handlers = {
  'session.setup': (lab) => setupView(lab),
  'lab.status': (lab) => lab.status(),
  'lab.board': (lab) => boardView(lab),
  'run.start': (lab) => then(lab, () => lab.start()),
  'run.pause': (lab) => then(lab, () => lab.pause()),
  'run.step': (lab, { unit, direction }) => then(lab, () => lab.step(unit, direction)),
  'run.goto': (lab, { to }) => then(lab, () => lab.goTo(to)),
  'run.undo': (lab) => then(lab, () => lab.undo()),
  'run.redo': (lab) => then(lab, () => lab.redo()),
  'registers.read': (lab, { peripheral, since }) => peripheralView(peripheralOf(lab, peripheral), lab.machine.journal, since),
  'registers.write': (lab, { peripheral, register, index, value }) => then(lab, () => writeRegister(lab, peripheral, register, index, value)),
  'memory.regions': (lab) => regionViews(lab.machine, marksOf(lab)),
  'memory.read': (lab, { address, length, since, view }) => memoryWindow(lab.machine, address, length, since, view),
  'cache.window': (lab, args) => cacheWindow(lab.machine, [...marksOf(lab).reverse(), ...objectMarks(lab.kernel)], args),
  'memory.write': (lab, { address, bytes }) => then(lab, () => writeMemory(lab, address, bytes)),
  'memory.search': (lab, { pattern, from, backwards }) => ({ address: searchMemory(lab.machine, pattern, from, backwards) }),
  'journal.entries': (lab, { from, count }) => {
    const { length } = lab.machine.journal;
    const entries = Array.from({ length: Math.max(0, Math.min(count, length - from)) }, (_, i) => lab.text.line(from + i));
    return { from, length, entries };
  },
  'journal.writer': (lab, { address, view }) => lab.text.writer(address, byteNow(lab, address, view), view),
  'journal.causes': (lab, { index }) => {
    if (index >= lab.machine.journal.length) throw new LabRefusal(`the journal has no entry ${index}`, 'It may have been taken back; choose another entry.');
    return lab.text.causes(index);
  },
  'timeline.window': (lab, { from, to, columns }) => timelineWindow(lab.machine, lab.text, from, Math.max(from + 1, to), columns),
  'timeline.next': (lab, { from, lane, backwards }) => timelineNext(lab.machine, from, lane, backwards),
  'dma.state': (lab, { controller }) => controllerOf(lab, controller).inspect(),
  'dma.program': (lab, { controller, thread }) => programView(lab.machine, controllerOf(lab, controller), thread, breakpointList(lab)),
  'dma.breakpoint': (lab, { address, on }) => {
    if (on) lab.breakpoints.add(address);
    else lab.breakpoints.delete(address);
    lab.version++;
    return { addresses: breakpointList(lab) };
  },
  'kernel.log': (lab, { from }) => {
    const { lines, lost } = lab.kernel.core.log;
    const first = Math.max(from, lost);
    return { from: first, lost, lines: lines.slice(first - lost).map(({ cycle, level, text, entry }, i) => ({ number: first + i, cycle, seconds: lab.machine.clock.seconds(cycle), level, text, entry })) };
  },
  'shell.lines': (lab, { from }) => {
    const { shell, core } = lab.kernel;
    const { lines, lost } = core.terminal;
    const first = Math.max(from, lost);
    return { from: first, lost, lines: lines.slice(first - lost).map(({ kind, text }, i) => ({ number: first + i, kind, text })), prompt: shell.prompt, busy: shell.busy };
  },
  'shell.run': (lab, { text }) =>
    then(lab, () => {
      lab.input({ type: 'shell', text });
      lab.start();
    }),
  'shell.interrupt': (lab) =>
    then(lab, () => {
      lab.input({ type: 'shell-interrupt' });
      lab.start();
    }),
  'findings.list': (lab) => findingsView(lab),
  'mappings.list': (lab) => mappingsView(lab.kernel),
  'pools.list': (lab) => poolsView(lab.kernel),
  'dmaengine.list': (lab) => dmaDevicesView(lab.kernel),
  'pages.map': (lab) => pagesMap(lab.kernel),
  'findings.mute': (lab, { rule, muted }) => then(lab, () => lab.mute(rule, muted)),
  'source.files': (lab) => sourceFiles(lab),
  'source.read': (lab, { path }) => sourceText(lab, path),
  'source.write': (lab, { path, text }) => then(lab, () => lab.input({ type: 'file', path, text })),
  'source.check': (lab, { path, text }) => checkSource(lab, path, text),
  'source.state': (lab) => sourceState(lab),
  'source.variables': (lab, { thread, level }) => sourceVariables(lab, thread, level),
  'source.evaluate': (lab, { thread, level, expression }) => sourceEvaluate(lab, thread, level, expression),
  'source.breakpoint': (lab, { path, line, on, condition = '', every = 1 }) => {
    lab.stops.setLine({ path, line, condition: condition.trim(), every }, on);
    lab.version++;
    return { path, lines: breakpointLines(lab, path) };
  },
  'source.runTo': (lab, { path, line }) => then(lab, () => lab.runTo(path, line)),
  'source.assign': (lab, args) =>
    then(lab, () => {
      assignmentsOf(lab, args, true);
      lab.input({ type: 'assign', ...args });
      lab.stopped = `${args.expression} set`;
    }),
  'stops.list': (lab) => lab.stops.view(),
  'stops.write': (lab, { on, ...stop }) => {
    if (on && !lab.machine.journal.enabled) throw new LabRefusal('writes are found in the journal, which this session does not keep', 'Set "journal" in its options to true.');
    lab.stops.setWrite(stop, on);
    lab.version++;
    return lab.stops.view();
  },
  'stops.findings': (lab, { on }) => {
    lab.stops.findings = on;
    lab.version++;
    return lab.stops.view();
  },
  'source.step': (lab, { how }) => then(lab, () => lab.sourceStep(how)),
  'session.notes': (lab, { text }) => then(lab, () => (lab.session = { ...lab.session, notes: text })),
};

/** Answer one request. Arguments have been checked against their schema. @throws LabRefusal */
export function answer<K extends LabRequest>(lab: Lab, name: K, args: Arguments<K>): Replies[K] {
  return HANDLERS[name](lab, args);
}

function then(lab: Lab, change: () => unknown): ReturnType<Lab['status']> {
  change();
  return lab.status();
}

/** Named ranges, those that lie on top last. */
function marksOf({ kernel }: Lab): ReturnType<typeof mappingMarks> {
  const named = kernel.marks();
  return [...named, ...mappingMarks(kernel, named)];
}

function breakpointList(lab: Lab): number[] {
  return [...lab.breakpoints].sort((a, b) => a - b);
}

function peripheralOf(lab: Lab, id: string): Lab['machine']['peripherals'][number] {
  const found = lab.machine.peripherals.find((one) => one.id === id);
  if (found === undefined) throw new LabRefusal(`this board has no peripheral "${id}"`, `It has: ${lab.machine.peripherals.map((one) => one.id).join(', ')}.`);
  return found;
}

function controllerOf(lab: Lab, id: string): Lab['machine']['controllers'][number] {
  const found = lab.machine.controllers.find((one) => one.id === id);
  if (found === undefined) throw new LabRefusal(`this board has no DMA controller "${id}"`, `It has: ${lab.machine.controllers.map((one) => one.id).join(', ')}.`);
  return found;
}

function writeRegister(lab: Lab, id: string, register: string, index: number, value: number): void {
  const peripheral = peripheralOf(lab, id);
  const row = peripheral.bank.list().find((one) => one.name === register && one.index === index);
  if (row === undefined) throw new LabRefusal(`${id} has no register ${register}${index === 0 ? '' : index}`, 'Choose a register from the panel.');
  if (row.definition.access === 'ro') throw new LabRefusal(`${id}.${register} is read only`, 'Only the controller changes it.');
  lab.input({ type: 'register', address: peripheral.base + row.offset, value });
  lab.stopped = `${register} written`;
}

function writeMemory(lab: Lab, address: number, bytes: Uint8Array): void {
  const region = lab.machine.map.find(address);
  if (region?.kind !== 'ram' || address + bytes.length > region.base + region.bytes) {
    throw new LabRefusal(`${hex32(address)} is ${region === undefined ? 'unmapped' : region.kind === 'mmio' ? `a register of ${region.name}` : 'at the end of memory'}`, region?.kind === 'mmio' ? 'Edit registers in their panel.' : 'Edit inside a memory region.');
  }
  lab.input({ type: 'memory', address, hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') });
  lab.stopped = 'memory edited';
}

function byteNow(lab: Lab, address: number, view: MemoryView | undefined): number {
  return memoryWindow(lab.machine, address, 1, Number.MAX_SAFE_INTEGER, view).bytes[0] ?? 0;
}
