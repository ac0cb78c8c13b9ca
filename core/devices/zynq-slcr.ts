/**
 * System-level control registers of the Zynq-7000, as far as a DMA driver meets them: lock, the DMA clock, the DMA
 * reset, and the trust-zone settings that the DMA controller samples at its reset. Manual: UG585, appendix B.28.
 * Not modelled: every other SLCR register.
 */
import type { PlainState, Stateful } from '../clock';
import { RegisterBank } from '../register/bank';
import { definePeripheral, field, flag } from '../register/define';

export const ZYNQ_SLCR = definePeripheral({
  name: 'SLCR',
  title: 'System-level control registers',
  manual: 'Xilinx UG585, appendix B.28',
  bytes: 0x1000,
  width: 4,
  registers: {
    SLCR_LOCK: { title: 'Write-protection lock', offset: 0x004, access: 'trigger', reset: 0, section: 'B.28', fields: { LOCK_KEY: field(15, 0, 'Key 0x767b locks') } },
    SLCR_UNLOCK: { title: 'Write-protection unlock', offset: 0x008, access: 'trigger', reset: 0, section: 'B.28', fields: { UNLOCK_KEY: field(15, 0, 'Key 0xdf0d unlocks') } },
    SLCR_LOCKSTA: { title: 'Write-protection status', offset: 0x00c, access: 'ro', reset: 1, section: 'B.28', fields: { LOCK_STATUS: flag(0, 'Locked') } },
    APER_CLK_CTRL: { title: 'AMBA peripheral clock control', offset: 0x12c, access: 'rw', reset: 0x01ffcccd, section: 'B.28', fields: { DMA_CPU_2XCLKACT: flag(0, 'DMA clock on'), OTHERS: field(31, 1, 'Clocks of other peripherals', { tagged: true }) } },
    DMAC_RST_CTRL: { title: 'DMA controller reset', offset: 0x20c, access: 'rw', reset: 0, section: 'B.28', fields: { DMAC_RST: flag(0, 'DMA controller in reset') } },
    TZ_DMA_NS: { title: 'DMA manager security at reset', offset: 0x440, access: 'rw', reset: 0, section: 'B.28', fields: { DMAC_NS: flag(0, 'Manager non-secure') } },
    TZ_DMA_IRQ_NS: { title: 'DMA interrupt security at reset', offset: 0x444, access: 'rw', reset: 0, section: 'B.28', fields: { DMA_IRQ_NS: field(15, 0, 'Event and interrupt non-secure, a bit each') } },
    TZ_DMA_PERIPH_NS: { title: 'DMA peripheral request security at reset', offset: 0x448, access: 'rw', reset: 0, section: 'B.28', fields: { DMAC_PERIPH_NS: field(3, 0, 'Peripheral request non-secure, a bit each') } },
  },
});

const LOCK_KEY = 0x767b;
const UNLOCK_KEY = 0xdf0d;

/** What the DMA controller samples while it is in reset. */
export interface DmaSecurity {
  readonly managerNonSecure: boolean;
  /** A bit per event; a bit per peripheral request. */
  readonly irqNonSecure: number;
  readonly peripheralNonSecure: number;
}

/** What the rest of the board does when these registers change. */
export interface SlcrEffects {
  dmaClock(on: boolean): void;
  dmaReset(security: DmaSecurity, asserted: boolean, cause: number): void;
}

export class ZynqSlcr implements Stateful {
  readonly name = 'slcr';
  readonly bank = new RegisterBank(ZYNQ_SLCR);
  /** Boot loaders leave it unlocked; drivers rely on it. */
  private locked = false;

  constructor(effects: SlcrEffects) {
    const { bank } = this;
    const accepts = (): boolean => !this.locked;
    bank.attach({
      SLCR_LOCK: { onWrite: (written) => (this.locked ||= (written & 0xffff) === LOCK_KEY) },
      SLCR_UNLOCK: { onWrite: (written) => (this.locked &&= (written & 0xffff) !== UNLOCK_KEY) },
      SLCR_LOCKSTA: { value: () => (this.locked ? 1 : 0) },
      APER_CLK_CTRL: { accepts, onWrite: () => effects.dmaClock((bank.get('APER_CLK_CTRL') & 1) !== 0) },
      DMAC_RST_CTRL: { accepts, onWrite: (_written, _index, cause) => effects.dmaReset(this.dmaSecurity(), (bank.get('DMAC_RST_CTRL') & 1) !== 0, cause) },
      TZ_DMA_NS: { accepts },
      TZ_DMA_IRQ_NS: { accepts },
      TZ_DMA_PERIPH_NS: { accepts },
    });
  }

  private dmaSecurity(): DmaSecurity {
    const { bank } = this;
    return { managerNonSecure: (bank.get('TZ_DMA_NS') & 1) !== 0, irqNonSecure: bank.get('TZ_DMA_IRQ_NS'), peripheralNonSecure: bank.get('TZ_DMA_PERIPH_NS') & 15 };
  }

  save(): PlainState {
    return { values: this.bank.save(), locked: this.locked };
  }

  load(state: PlainState): void {
    const saved = state as { values: PlainState; locked: boolean };
    this.bank.load(saved.values);
    this.locked = saved.locked;
  }
}
