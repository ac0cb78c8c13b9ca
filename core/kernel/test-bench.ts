/** For tests: a small board with RAM, an interrupt controller and a device that only records what is written to it. */
import { AddressMap } from '../bus/address-map';
import type { MmioTarget } from '../bus/address-map';
import { Bus } from '../bus/bus';
import { CpuCaches } from '../cache/caches';
import type { CacheConfig } from '../cache/geometry';
import { Clock } from '../clock';
import type { Part, PlainState, Stateful } from '../clock';
import { Gic } from '../interrupt/gic';
import { Journal } from '../journal/journal';
import { SparseMemory } from '../memory/sparse-memory';
import { digest, restoreSnapshot, takeSnapshot } from '../snapshot';
import type { Snapshot } from '../snapshot';
import type { Hardware, HardwareDevice } from './hardware';
import { Kernel } from './kernel';
import type { KernelOptions } from './kernel';
import { copyPlain } from './plain-copy';

export const DMAC = 0xf800_3000;
export const SLCR = 0xf800_0000;
const DBGCMD = 0xd04;
const DBGINST1 = 0xd0c;
const INTCLR = 0x2c;
const RAM_BYTES = 512 * 1024 * 1024;

/** Registers that keep what is written. A start copies 1600 bytes at once some cycles later and raises its line. */
export class FakeDmac implements Part, MmioTarget {
  readonly name = 'fake-dmac';
  nextAt = Infinity;
  state = { registers: {} as Record<string, number>, writes: [] as { offset: number; value: number; cause: number }[], cause: 0 };
  /** Set by a test: do nothing when started, or do not copy. */
  mode: 'copy' | 'silent' | 'no-copy' | 'never-cleared' = 'copy';

  constructor(
    private readonly clock: Clock,
    private readonly memory: SparseMemory,
    private readonly gic: Gic,
  ) {
    clock.add(this);
  }

  read(offset: number): number {
    return this.peek(offset);
  }

  peek(offset: number): number {
    return this.state.registers[offset] ?? 0;
  }

  write(offset: number, _bytes: number, value: number, cause: number): void {
    this.state.writes.push({ offset, value, cause });
    this.state.registers[offset] = value;
    if (offset === INTCLR && this.mode !== 'never-cleared') this.gic.setLevel(47, false, cause);
    if (offset !== DBGCMD || this.mode === 'silent') return;
    this.state.cause = cause;
    this.clock.wake(this, this.clock.now + 5000);
  }

  act(): void {
    this.nextAt = Infinity;
    const program = this.peek(DBGINST1);
    const from = this.memory.readWord(program + 2);
    const to = this.memory.readWord(program + 8);
    if (this.mode !== 'no-copy') this.memory.write(to, this.memory.bytes(from, 1600), 0, 1600);
    this.gic.setLevel(47, true, this.state.cause);
  }

  save(): PlainState {
    return { nextAt: this.nextAt, state: copyPlain(this.state) };
  }

  load(saved: PlainState): void {
    const from = saved as { nextAt: number; state: FakeDmac['state'] };
    this.nextAt = from.nextAt;
    this.state = copyPlain(from.state);
  }
}

/** Registers that keep what is written, and nothing else. */
class Storage implements MmioTarget, Stateful {
  readonly name = 'slcr';
  words: Record<string, number> = { 0x12c: 0x01ffcccd };
  read = (offset: number): number => this.words[offset] ?? 0;
  peek = this.read;
  write = (offset: number, _bytes: number, value: number): void => void (this.words[offset] = value);
  save = (): PlainState => ({ ...this.words });
  load = (state: PlainState): void => void (this.words = { ...(state as Record<string, number>) });
}

export class TestBench {
  readonly clock = new Clock(222_222_222);
  readonly memory = new SparseMemory();
  readonly map = new AddressMap();
  readonly journal = new Journal(this.clock);
  readonly user = this.journal.initiator('user', 'user');
  readonly bus = new Bus(this.clock, this.map, this.memory, this.journal);
  readonly gic = new Gic({ journal: this.journal, clock: this.clock });
  readonly slcr = new Storage();
  readonly dmac: FakeDmac;
  readonly kernel: Kernel;
  readonly parts: Stateful[];

  readonly caches: CpuCaches | undefined;

  constructor(profile = 'linux-4.x', options: KernelOptions & { readonly devices?: readonly HardwareDevice[]; readonly hardware?: Partial<Hardware> } = {}, caches?: CacheConfig) {
    const first = profile === 'linux-4.x' ? 31 : 17;
    this.clock.add(this.bus);
    this.dmac = new FakeDmac(this.clock, this.memory, this.gic);
    this.map.add({ kind: 'ram', name: 'DDR', base: 0, bytes: RAM_BYTES, setup: 6, stride: 1 });
    this.map.add({ kind: 'mmio', name: 'dmac', base: DMAC, bytes: 0x1000, setup: 2, stride: 1, target: this.dmac });
    this.map.add({ kind: 'mmio', name: 'slcr', base: SLCR, bytes: 0x1000, setup: 2, stride: 1, target: this.slcr });
    this.caches = caches === undefined ? undefined : new CpuCaches({ clock: this.clock, bus: this.bus, memory: this.memory, journal: this.journal }, caches);
    const hardware: Hardware = {
      ...(this.caches === undefined ? {} : { caches: this.caches }), ...options.hardware,
      clock: this.clock, memory: this.memory, map: this.map, journal: this.journal, bus: this.bus, gic: this.gic, ram: options.hardware?.ram ?? { base: 0, bytes: RAM_BYTES },
      irqs: () => [45, 46, 47, 48, 49, 72, 73, 74, 75].map((gic, i) => ({ linux: first + i, gic, name: i === 0 ? 'abort' : `dma${i - 1}` })),
      iomem: [{ base: 0, bytes: RAM_BYTES, name: 'System RAM' }, { base: DMAC, bytes: 0x1000, name: 'dmac@f8003000' }],
      devices: options.devices ?? [],
    };
    this.kernel = new Kernel(hardware, profile, options);
    this.parts = [this.journal, this.clock, this.bus, this.gic, this.slcr, this.dmac, ...(this.caches === undefined ? [] : [this.caches]), this.kernel];
  }

  /** Enter a line; does not run. */
  enter(line: string): number {
    const entry = this.journal.add(13, this.user.code, 0, this.journal.text(`shell: ${line}`), 0, 0, 0);
    this.kernel.shell.submit(line, entry);
    return entry;
  }

  /** Enter a line and run until nothing is left to do. @returns what it printed. @throws Error when it takes too long. */
  run(line: string, cycles = 20_000_000): string[] {
    const before = this.kernel.shell.lines.length;
    this.enter(line);
    this.settle(cycles);
    return this.kernel.shell.lines.slice(before + 1).map((one) => one.text);
  }

  settle(cycles = 20_000_000): void {
    if (this.clock.run(this.clock.now + cycles) !== 'idle') throw new Error(`not idle after ${cycles} cycles`);
  }

  get log(): string[] {
    return this.kernel.log.map((line) => line.text);
  }

  rules(): string[] {
    return this.kernel.findings.map((finding) => finding.rule);
  }

  snapshot(): Snapshot {
    this.clock.settle();
    return takeSnapshot(this.clock.now, 0, this.memory, this.parts);
  }

  restore(snapshot: Snapshot): void {
    restoreSnapshot(snapshot, this.memory, this.parts);
  }

  digest(): string {
    return digest(this.memory, this.parts);
  }
}
