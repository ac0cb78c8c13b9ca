/**
 * The two windows on the registers: secure and non-secure (ARM DDI 0424 section 2.11). Through the non-secure one, what
 * belongs to secure things reads as zero and ignores writes; which registers that are follows from DNS, CNS and INS. [M]
 */
import type { MmioTarget } from '../../bus/address-map';
import type { Pl330Config, Pl330Security } from './config';
import type { RegisterFile } from './register-file';
import type { Threads } from './threads';

const EVENT_REGISTERS = new Set(['INTEN', 'INT_EVENT_RIS', 'INTMIS', 'INTCLR']);
const CHANNEL_REGISTERS = new Set(['FTR', 'CSR', 'CPC', 'SAR', 'DAR', 'CCR', 'LC0', 'LC1']);

/** The secure view: everything, unless the controller is held in reset or without clock. */
export class SecureView implements MmioTarget {
  constructor(
    private readonly registers: RegisterFile,
    private readonly accepts: () => boolean,
  ) {}

  read(offset: number, bytes: number, cause: number): number {
    return this.accepts() ? this.registers.bank.read(offset, bytes, cause) : 0;
  }

  write(offset: number, bytes: number, value: number, cause: number): void {
    if (this.accepts()) this.registers.bank.write(offset, bytes, value, cause);
  }

  peek(offset: number, bytes: number): number {
    return this.registers.bank.peek(offset, bytes);
  }
}

export class NonSecureView implements MmioTarget {
  constructor(
    private readonly config: Pl330Config,
    private readonly registers: RegisterFile,
    private readonly threads: Threads,
    private readonly security: () => Pl330Security,
    private readonly secure: SecureView,
  ) {}

  read(offset: number, bytes: number, cause: number): number {
    const mask = this.mask(offset);
    return mask === 0 ? 0 : (this.secure.read(offset, bytes, cause) & mask) >>> 0;
  }

  write(offset: number, bytes: number, value: number, cause: number): void {
    const mask = this.mask(offset);
    if (mask === 0) return;
    const kept = this.registers.bank.describe(offset)?.definition.access === 'rw' ? this.registers.bank.peek(offset, 4) & ~mask : 0;
    this.secure.write(offset, bytes, ((value & mask) | kept) >>> 0, cause);
  }

  peek(offset: number, bytes: number): number {
    return (this.secure.peek(offset, bytes) & this.mask(offset)) >>> 0;
  }

  /** Bits of the register at `offset` that non-secure software reaches. */
  private mask(offset: number): number {
    const found = this.registers.bank.describe(offset);
    if (found === undefined) return 0;
    const { managerNonSecure, irqNonSecure } = this.security();
    if (EVENT_REGISTERS.has(found.name)) return irqNonSecure;
    if (CHANNEL_REGISTERS.has(found.name)) return this.threads.nonSecure[found.index + 1] === 1 ? 0xffffffff : 0;
    if (found.name === 'FSRC') {
      let channels = 0;
      for (let n = 0; n < this.config.channels; n++) channels |= this.threads.nonSecure[n + 1] << n;
      return channels;
    }
    return managerNonSecure ? 0xffffffff : 0;
  }
}
