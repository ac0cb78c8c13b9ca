/** Sources, compiler messages, calls and variables as the views show them. */
import type { DiagnosticView, SourceCall, SourceContext, SourceFileView, SourceState, SourceText, VariableView } from '../../contract';
import { doubleWords } from '../../c/lower-words';
import type { Diagnostic, Where } from '../../c/source';
import { outermost } from '../../c/source';
import { executableLines, linesOf, placeOf, standsAt } from '../../kernel/c/debugger';
import { Inspector } from '../../kernel/c/inspector';
import type { Scope, Variable } from '../../kernel/c/inspector';
import type { CImage } from '../../kernel/c/image';
import { userHeader } from '../../kernel/c/user-headers';
import { compileProgram, librarySource, looksLikeProgram } from '../../kernel/c/user-image';
import type { Frame } from '../../kernel/operations';
import type { Task } from '../../kernel/task';
import type { Place } from '../../kernel/address-space';
import { assignment } from '../assign';
import type { Assignment } from '../assign';
import { LabRefusal } from '../refusal';
import type { Lab } from '../lab';

const HOME = '/root/';
const isSource = (path: string): boolean => /\.[ch]$/.test(path);

export function sourceFiles(lab: Lab): SourceFileView[] {
  const { core } = lab.kernel;
  const own = core.files.paths
    .filter((path) => path.startsWith(HOME) && isSource(path))
    .map((path): SourceFileView => {
      const name = path.slice(HOME.length);
      return { path: name, characters: core.sourceText(path)?.length ?? 0, editable: true, module: core.modules.list.find((one) => one.c?.source === name)?.name ?? '' };
    });
  return own;
}

export function sourceText(lab: Lab, path: string): SourceText {
  const { core } = lab.kernel;
  const header = /^<(.+)>$/.exec(path);
  if (header !== null) {
    const text = core.tables.build.header(header[1]) ?? userHeader(header[1]) ?? librarySource(header[1]);
    if (text === null) throw new LabRefusal(`the kernel has no header ${path}`, 'Choose one that a source includes.');
    return { path, text, editable: false, breakpoints: [], conditional: [], executable: [], differs: false };
  }
  const text = core.sourceText(`${HOME}${path}`);
  if (text === null) throw new LabRefusal(`the session has no file ${path}`, 'Choose another file, or make a new one.');
  const images = core.c.list;
  const executable = new Set(images.flatMap((image) => executableLines(image.program, path)));
  const differs = images.some((image) => image.program.places.some((at) => at.file.name === path && at.file.text !== text));
  return { path, text, editable: true, breakpoints: breakpointLines(lab, path), conditional: lab.stops.lines.filter((one) => one.path === path && (one.condition !== '' || one.every > 1)).map(({ line }) => line), executable: [...executable].sort((a, b) => a - b), differs };
}

export function breakpointLines(lab: Lab, path: string): number[] {
  return lab.stops.lines.filter((one) => one.path === path).map((one) => one.line).sort((a, b) => a - b);
}

export function checkSource(lab: Lab, path: string, text: string): { diagnostics: DiagnosticView[] } {
  const { core } = lab.kernel;
  const { diagnostics } = looksLikeProgram(text) ? compileProgram([{ path, text }], [], (name) => core.sourceText(name)) : core.c.compile(path, text);
  return { diagnostics: diagnostics.map(diagnosticView) };
}

function diagnosticView(d: Diagnostic): DiagnosticView {
  return { severity: d.severity, code: d.code, message: d.message, ...placeView(d.at), length: Math.max(1, outermost(d.at).length), notes: d.notes.map(({ message, at }) => ({ message, ...placeView(at) })) };
}

function placeView(at: Where): { path: string; line: number; column: number } {
  const where = outermost(at);
  const { name, system } = where.file;
  return { path: system ? `<${name.replace(/^<c>\//, '')}>` : name, ...where.file.lineColumn(where.offset) };
}

export function sourceState(lab: Lab): SourceState {
  const { cpu } = lab.kernel.core;
  const contexts = contextsOf(lab).map(({ title, state, frames }): SourceContext => ({ title, state, calls: [...frames].reverse().flatMap((frame) => callsOf(lab, frame)) }));
  const top = cpu.frames[cpu.frames.length - 1];
  const thread = top === undefined ? undefined : lab.kernel.core.c.runtime.thread(top);
  const place = thread === undefined ? null : standsAt(thread.image, thread.task);
  return { current: place === null ? null : { thread: top.locals.thread as number, ...place }, contexts: contexts.filter((one) => one.calls.some((call) => call.thread >= 0)) };
}

function contextsOf(lab: Lab): { title: string; state: string; frames: readonly Frame[] }[] {
  const { cpu } = lab.kernel.core;
  const running = cpu.frames;
  const interrupts = cpu.tasks.some((task) => task.frames === running) || running.length === 0 ? [] : [{ title: 'interrupt', state: 'running', frames: running }];
  return [
    ...interrupts,
    ...cpu.tasks.map((task) => ({ title: `${task.name} [${task.pid}]`, state: task.frames === running ? 'running' : task.state === 'waiting' ? `waits: ${task.queue.split(':')[0]}` : task.state, frames: task.frames })),
  ];
}

function callsOf(lab: Lab, frame: Frame): SourceCall[] {
  const { core } = lab.kernel;
  const found = core.c.runtime.thread(frame);
  if (found === undefined) return [{ thread: -1, level: 0, name: core.code(frame.routine)?.title ?? frame.routine, module: '', path: '', line: 0, column: 0, from: 0, to: 0 }];
  const { image, task } = found;
  return image.machine.frames(task).flatMap(({ index, pc }, level) => {
    const f = image.program.functions[index];
    if (f.native >= 0) return [];
    const place = placeOf(image.program, pc);
    return [{ thread: frame.locals.thread as number, level, name: f.name, module: image.module, path: place?.path ?? '', line: place?.line ?? 0, column: place?.column ?? 0, ...linesOf(image.program, index) }];
  });
}

export function sourceVariables(lab: Lab, thread: number, level: number): { locals: VariableView[]; globals: VariableView[] } {
  const scope = scopeOf(lab, thread, level);
  if (scope === null) return { locals: [], globals: [] };
  const inspector = inspectorOf(lab, scope.image);
  return { locals: inspector.locals(scope).map((one) => variableView(lab, one, scope?.image)), globals: inspector.globals(scope).map((one) => variableView(lab, one, scope?.image)) };
}

export function sourceEvaluate(lab: Lab, thread: number, level: number, expression: string): { variable: VariableView; children: VariableView[] } | null {
  const scope = scopeOf(lab, thread, level);
  const found = scope === null ? null : inspectorOf(lab, scope.image).evaluate(expression, scope);
  return found === null ? null : { variable: variableView(lab, found.variable, scope?.image), children: found.children.map((one) => variableView(lab, one, scope?.image)) };
}

function scopeOf(lab: Lab, thread: number, level: number): Scope | null {
  const { c, cpu } = lab.kernel.core;
  const frames = [...cpu.frames, ...cpu.tasks.flatMap((task) => task.frames)];
  const frame = frames.find((one) => one.locals.thread === thread);
  const found = frame === undefined ? undefined : c.runtime.thread(frame);
  if (found !== undefined) return { image: found.image, task: found.task, level };
  /** No call to look into: the globals of the newest module. */
  const image = c.list[c.list.length - 1];
  return image === undefined ? null : { image, task: null, level: 0 };
}

/** What it takes to give a variable a value; `strict`: refuse where that cannot be. */
export function assignmentsOf(lab: Lab, { thread, level, expression, value }: { thread: number; level: number; expression: string; value: string }, strict = false): ({ kind: 'memory'; address: number; bytes: Uint8Array } | { kind: 'register'; set(): void })[] {
  const scope = scopeOf(lab, thread, level);
  try {
    if (scope === null) throw new LabRefusal('no C code is loaded', 'Build and load a source.');
    const inspector = inspectorOf(lab, scope.image);
    const found = assignment(inspector.evaluator(scope), inspector.looking, scope, expression, value);
    if (found.kind === 'register') return [{ kind: 'register', set: () => setRegister(scope, found) }];
    const place = translateFor(lab, scope.image, found.address);
    if (place === undefined || place.device) throw new LabRefusal(`${expression} lies in no memory`, 'Registers of devices are set in their panel.');
    return [{ kind: 'memory', address: place.pa, bytes: found.bytes }];
  } catch (problem) {
    if (strict || !(problem instanceof LabRefusal)) throw problem;
    return [];
  }
}

function setRegister({ task }: Scope, { register, bytes, wide, float }: Assignment & { kind: 'register' }): void {
  if (task === null) return;
  const words = new DataView(bytes.buffer);
  if (float !== null) task.registers.set(doubleWords({ value: float }), register);
  else {
    task.registers[register] = words.getInt32(0, true);
    if (wide) task.registers[register + 1] = words.getInt32(4, true);
  }
  task.undefined[register] = 0;
}

/** The program that an image is of; undefined for modules. */
function programOf(lab: Lab, image: CImage | undefined): Task | undefined {
  return image?.user === undefined ? undefined : lab.kernel.core.cpu.task(image.user.pid);
}

export function inspectorOf(lab: Lab, image: CImage): Inspector {
  const { core } = lab.kernel;
  const program = programOf(lab, image);
  return new Inspector({
    peek: (address, bytes) => (program === undefined ? core.c.peek(address, bytes) : core.c.peekUser(program.pages, address, bytes)),
    shadow: (address) => {
      const place = translateFor(lab, image, address);
      return place === undefined || place.device ? undefined : core.c.shadowByte(place.pa);
    },
    codeName: (address) => {
      const own = program === undefined ? -1 : image.machine.functionFor(address);
      if (own >= 0) return image.program.functions[own].name;
      const name = core.codeAt(address);
      const code = name === undefined ? undefined : core.code(name);
      return code === undefined ? undefined : 'module' in code && code.module !== undefined ? `${code.title} [${code.module}]` : code.title;
    },
  });
}

function translateFor(lab: Lab, image: CImage | undefined, address: number): Place | undefined {
  const program = programOf(lab, image);
  return program === undefined ? lab.kernel.core.space.translate(address) : lab.kernel.core.translateUser(program, address);
}

function variableView(lab: Lab, variable: Variable, image: CImage | undefined): VariableView {
  const place = variable.address === null ? undefined : translateFor(lab, image, variable.address);
  const target = variable.target === null ? undefined : translateFor(lab, image, variable.target);
  return { ...variable, physical: place?.pa ?? null, target: target?.pa ?? null };
}
