/**
 * Registers of the Cortex-A9's interrupt controller as drivers can see them. Manual: ARM IHI 0048 (GIC architecture,
 * version 1.0 part), Cortex-A9 MPCore TRM chapter 3; names and offsets as in Xilinx UG585, appendix B (mpcore).
 * Not modelled (tagged): groups, targets, software interrupts, binary point.
 */
import { definePeripheral, field, flag } from '../register/define';

/** 32 private IDs and 64 shared ones. */
export const GIC_IDS = 96;
const WORDS = GIC_IDS / 32;
const bits = { count: WORDS, stride: 4 };
const bytes = { count: GIC_IDS / 4, stride: 4 };
const id = field(9, 0, 'Interrupt ID', { shown: 'decimal' });

export const GIC_DISTRIBUTOR = definePeripheral({
  name: 'GICD',
  title: 'Interrupt distributor',
  manual: 'ARM IHI 0048; Xilinx UG585, appendix B (mpcore)',
  bytes: 0x1000,
  width: 4,
  registers: {
    ICDDCR: { title: 'Distributor control', offset: 0x000, access: 'rw', reset: 0, section: 'B.24', fields: { Enable_secure: flag(0, 'Forward interrupts'), Enable_Non_secure: flag(1, 'Forward non-secure interrupts', { tagged: true }) } },
    ICDICTR: { title: 'Interrupt controller type', offset: 0x004, access: 'ro', reset: 0x00000c22, section: 'B.24', fields: { IT_Lines_Number: field(4, 0, 'Words of interrupt IDs', { shown: 'plus-one' }), CPU_Number: field(7, 5, 'Processors', { shown: 'plus-one' }), SBZ: flag(10, 'Security domains'), LSPI: field(15, 11, 'Lockable shared interrupts') } },
    ICDIIDR: { title: 'Distributor implementer', offset: 0x008, access: 'ro', reset: 0x0102043b, section: 'B.24' },
    ICDISR: { title: 'Interrupt security', offset: 0x080, repeat: bits, access: 'rw', reset: 0, section: 'B.24', tagged: true },
    ICDISER: { title: 'Set enable, a bit per ID', offset: 0x100, repeat: bits, access: 'w1s', reset: 0, section: 'B.24' },
    ICDICER: { title: 'Clear enable, a bit per ID', offset: 0x180, repeat: bits, access: 'w1c', reset: 0, section: 'B.24' },
    ICDISPR: { title: 'Set pending, a bit per ID', offset: 0x200, repeat: bits, access: 'w1s', reset: 0, section: 'B.24' },
    ICDICPR: { title: 'Clear pending, a bit per ID', offset: 0x280, repeat: bits, access: 'w1c', reset: 0, section: 'B.24' },
    ICDABR: { title: 'Active, a bit per ID', offset: 0x300, repeat: bits, access: 'ro', reset: 0, section: 'B.24' },
    ICDIPR: { title: 'Priority, a byte per ID; smaller is more urgent', offset: 0x400, repeat: bytes, access: 'rw', reset: 0xa0a0a0a0, section: 'B.24' },
    ICDIPTR: { title: 'Target processors, a byte per ID', offset: 0x800, repeat: bytes, access: 'rw', reset: 0x01010101, section: 'B.24', tagged: true },
    ICDICFR: { title: 'Configuration, two bits per ID; the upper one: edge', offset: 0xc00, repeat: { count: GIC_IDS / 16, stride: 4 }, access: 'rw', reset: 0x55555555, section: 'B.24' },
    ICDSGIR: { title: 'Software interrupt', offset: 0xf00, access: 'wo', reset: 0, section: 'B.24', tagged: true },
  },
});

export const GIC_CPU_INTERFACE = definePeripheral({
  name: 'GICC',
  title: 'Interrupt interface of the processor',
  manual: 'ARM IHI 0048; Xilinx UG585, appendix B (mpcore)',
  bytes: 0x100,
  width: 4,
  registers: {
    ICCICR: { title: 'Interface control', offset: 0x00, access: 'rw', reset: 0, section: 'B.24', fields: { EnableS: flag(0, 'Signal interrupts'), EnableNS: flag(1, 'Signal non-secure interrupts', { tagged: true }), AckCtl: flag(2, 'Acknowledge non-secure', { tagged: true }), FIQEn: flag(3, 'Fast interrupts', { tagged: true }), SBPR: flag(4, 'Common binary point', { tagged: true }) } },
    ICCPMR: { title: 'Priority mask: only more urgent ones pass', offset: 0x04, access: 'rw', reset: 0, section: 'B.24', fields: { Priority: field(7, 0, 'Mask') } },
    ICCBPR: { title: 'Binary point', offset: 0x08, access: 'rw', reset: 2, section: 'B.24', tagged: true },
    ICCIAR: { title: 'Interrupt acknowledge: reading takes the interrupt', offset: 0x0c, access: 'ro', reset: 1023, section: 'B.24', fields: { ACKINTID: id } },
    ICCEOIR: { title: 'End of interrupt', offset: 0x10, access: 'wo', reset: 0, section: 'B.24', fields: { EOIINTID: id } },
    ICCRPR: { title: 'Running priority', offset: 0x14, access: 'ro', reset: 0xff, section: 'B.24', fields: { Priority: field(7, 0, 'Priority') } },
    ICCHPIR: { title: 'Highest pending interrupt', offset: 0x18, access: 'ro', reset: 1023, section: 'B.24', fields: { PENDINTID: id } },
    ICCIDR: { title: 'Interface implementer', offset: 0xfc, access: 'ro', reset: 0x3901243b, section: 'B.24' },
  },
});
