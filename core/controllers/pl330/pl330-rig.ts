/** A PL330 with memory and a bus, for tests, benchmarks and the case runner: no board, no kernel, driven like a driver does. */
import { AddressMap, type MmioTarget } from '../../bus/address-map';
import { Bus } from '../../bus/bus';
import type { BusDirection } from '../../bus/transaction';
import { Clock } from '../../clock';
import { Journal } from '../../journal/journal';
import { SparseMemory } from '../../memory/sparse-memory';
import { assemble } from './assembler';
import { ZYNQ_PL330, type Pl330Config } from './config';
import { Pl330 } from './pl330';

export interface RigOptions {
  readonly config?: Partial<Pl330Config>;
  readonly ramBytes?: number;
  readonly journal?: boolean;
  /** Registers of a device at `DEVICE`. */
  readonly device?: MmioTarget;
  readonly setup?: number;
}

/** Where a rig's device answers. */
export const DEVICE = 0x4000_0000;

export class Pl330Rig {
  readonly clock = new Clock(200e6);
  readonly memory = new SparseMemory();
  readonly map = new AddressMap();
  readonly journal = new Journal(this.clock);
  readonly bus: Bus;
  readonly dmac: Pl330;
  /** Levels of the interrupt lines; irq_abort is the last. */
  readonly lines = new Array<boolean>(33).fill(false);

  constructor(options: RigOptions = {}) {
    this.journal.enabled = options.journal ?? true;
    this.map.add({ kind: 'ram', name: 'ram', base: 0, bytes: options.ramBytes ?? 0x0800_0000, setup: options.setup ?? 0, stride: 1 });
    if (options.device !== undefined) this.map.add({ kind: 'mmio', name: 'device', base: DEVICE, bytes: 0x1000, setup: 0, stride: 1, target: options.device });
    this.bus = new Bus(this.clock, this.map, this.memory, this.journal);
    this.dmac = new Pl330({
      clock: this.clock,
      bus: this.bus,
      journal: this.journal,
      config: { ...ZYNQ_PL330, ...options.config },
      irq: (event, level) => (this.lines[event] = level),
      abort: (level) => (this.lines[32] = level),
    });
    this.clock.add(this.bus);
    this.clock.add(this.dmac);
  }

  get abort(): boolean {
    return this.lines[32];
  }

  /** All parts with state. */
  get parts() {
    return [this.journal, this.clock, this.bus, this.dmac] as const;
  }

  write(offset: number, value: number, cause = 0): void {
    this.dmac.secureView.write(offset, 4, value >>> 0, cause);
  }

  read(offset: number): number {
    return this.dmac.secureView.read(offset, 4, 0);
  }

  /** Put a program's bytes at `address`. @throws Error with the assembler's first complaint. */
  program(address: number, text: string): number {
    const { bytes, errors } = assemble(text, { origin: address });
    if (errors.length > 0) throw new Error(`line ${errors[0].line}: ${errors[0].message}`);
    this.memory.write(address, bytes, 0, bytes.length);
    return bytes.length;
  }

  /** An instruction through the debug registers; thread 0 = manager, n + 1 = channel n. */
  debug(thread: number, bytes: readonly number[], cause = 0): void {
    const byte = (i: number): number => bytes[i] ?? 0;
    const channel = thread === 0 ? 0 : thread - 1;
    this.write(0xd08, (byte(1) << 24) | (byte(0) << 16) | (channel << 8) | (thread === 0 ? 0 : 1), cause);
    this.write(0xd0c, byte(2) | (byte(3) << 8) | (byte(4) << 16) | (byte(5) << 24), cause);
    this.write(0xd04, 0, cause);
  }

  /** DMAGO through the debug registers. */
  go(channel: number, address: number, nonSecure = false, cause = 0): void {
    this.debug(0, [nonSecure ? 0xa2 : 0xa0, channel, address, address >>> 8, address >>> 16, address >>> 24], cause);
  }

  /** Run until nothing is left to do. @returns false when `cycles` were not enough. */
  settle(cycles = 1_000_000): boolean {
    return this.clock.run(this.clock.now + cycles) === 'idle';
  }

  /** Assemble, start channel `channel`, run to rest. */
  run(text: string, options: { channel?: number; nonSecure?: boolean; address?: number; cycles?: number } = {}): boolean {
    const { channel = 0, nonSecure = false, address = 0x10000 } = options;
    this.program(address, text);
    this.go(channel, address, nonSecure);
    return this.settle(options.cycles);
  }

  csr(channel: number): number {
    return this.read(0x100 + 8 * channel);
  }

  state(channel: number): number {
    return this.csr(channel) & 15;
  }

  cpc(channel: number): number {
    return this.read(0x104 + 8 * channel);
  }

  ftr(channel: number): number {
    return this.read(0x40 + 4 * channel);
  }

  sar(channel: number): number {
    return this.read(0x400 + 0x20 * channel);
  }

  dar(channel: number): number {
    return this.read(0x404 + 0x20 * channel);
  }

  /** Bytes 1, 2, 3 … (modulo 251) at `address`. */
  fill(address: number, length: number, from = 1): Uint8Array {
    const bytes = Uint8Array.from({ length }, (_, i) => (i + from) % 251);
    this.memory.write(address, bytes, 0, length);
    return bytes;
  }

  /** The newest run of `direction` in the journal. */
  lastRun(direction: BusDirection) {
    return this.journal.entry(this.journal.lastOf(direction));
  }
}
