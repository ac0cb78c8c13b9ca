/**
 * The PL330's registers. ARM DDI 0424 chapter 3 (section 3.3: register descriptions); on the Zynq-7000 also UG585 B.17.
 * What they do stands in pl330.ts, debug.ts and events.ts.
 */
import { definePeripheral, field, flag, type FieldDefinition } from '../../register/define';
import type { Pl330Config } from './config';
import { FAULTS } from './faults';
import { STATE_NAMES } from './threads';

const states: Record<number, string> = Object.fromEntries(Object.entries(STATE_NAMES).map(([code, name]) => [Number(code), name]));

function faultFields(thread: 'manager' | 'channel'): Record<string, FieldDefinition> {
  return Object.fromEntries(FAULTS.filter((fault) => fault[thread] !== undefined).map((fault) => [fault[thread] as string, flag(fault.bit, fault.title)]));
}

const BURST = { shown: 'plus-one' } as const;
const SIZE = { shown: 'power-of-two' } as const;
const ADDRESSING = { choices: { 0: 'fixed', 1: 'incrementing' } } as const;
const SWAP = { choices: { 0: 'none', 1: '16 bit', 2: '32 bit', 3: '64 bit', 4: '128 bit' } } as const;

/** The definition for an instance's sizes. */
export function pl330Registers(config: Pl330Config) {
  const { channels } = config;
  const perChannel = (stride: number) => ({ count: channels, stride });
  const log2 = Math.log2;
  const cr0 = (config.peripherals > 0 ? 1 : 0) | (config.boot.enabled ? 2 : 0) | (config.security.managerNonSecure ? 4 : 0) | ((channels - 1) << 4) | (Math.max(config.peripherals - 1, 0) << 12) | ((config.events - 1) << 17);
  const cr1 = log2(config.cacheLineBytes) | ((config.cacheLines - 1) << 4);
  const crd = log2(config.busBytes) | ((config.writeCapability - 1) << 4) | ((config.writeQueue - 1) << 8) | ((config.readCapability - 1) << 12) | ((config.readQueue - 1) << 16) | ((config.mfifoLines - 1) << 20);
  const eachEvent = (title: string) => ({ EVENTS: field(config.events - 1, 0, title) });
  return definePeripheral({
    name: 'PL330',
    title: config.title,
    manual: 'ARM DDI 0424 (CoreLink DMA-330 TRM)',
    bytes: 0x1000,
    width: 4,
    registers: {
      DSR: { title: 'Manager status', offset: 0x000, access: 'ro', reset: config.security.managerNonSecure ? 1 << 9 : 0, section: '3.3.1', fields: { DMA_status: field(3, 0, 'State', { choices: states }), Wakeup_event: field(8, 4, 'Event waited for', { shown: 'decimal' }), DNS: flag(9, 'Manager is non-secure') } },
      DPC: { title: 'Manager program counter', offset: 0x004, access: 'ro', reset: 0, section: '3.3.2' },
      INTEN: { title: 'Interrupt enable: event raises an interrupt', offset: 0x020, access: 'rw', reset: 0, section: '3.3.3', fields: eachEvent('Event n is an interrupt') },
      INT_EVENT_RIS: { title: 'Event and interrupt raw status', offset: 0x024, access: 'ro', reset: 0, section: '3.3.4', fields: eachEvent('Event or interrupt n is active') },
      INTMIS: { title: 'Interrupt status', offset: 0x028, access: 'ro', reset: 0, section: '3.3.5', fields: eachEvent('Interrupt n is active') },
      INTCLR: { title: 'Interrupt clear', offset: 0x02c, access: 'trigger', reset: 0, section: '3.3.6', fields: eachEvent('Clear interrupt n') },
      FSRD: { title: 'Manager fault status', offset: 0x030, access: 'ro', reset: 0, section: '3.3.7', fields: { fs_mgr: flag(0, 'Manager is faulting') } },
      FSRC: { title: 'Channel fault status', offset: 0x034, access: 'ro', reset: 0, section: '3.3.8', fields: { fault_status: field(channels - 1, 0, 'Channel n is faulting') } },
      FTRD: { title: 'Manager fault type', offset: 0x038, access: 'ro', reset: 0, section: '3.3.9', fields: faultFields('manager') },
      FTR: { title: 'Channel fault type', offset: 0x040, repeat: perChannel(4), access: 'ro', reset: 0, section: '3.3.10', fields: faultFields('channel') },
      CSR: { title: 'Channel status', offset: 0x100, repeat: perChannel(8), access: 'ro', reset: 0, section: '3.3.11', fields: { channel_status: field(3, 0, 'State', { choices: states }), wakeup_number: field(8, 4, 'Event or peripheral waited for', { shown: 'decimal' }), dmawfp_b_ns: flag(14, 'Last DMAWFP had burst set'), dmawfp_periph: flag(15, 'Last DMAWFP had periph set'), CNS: flag(21, 'Channel is non-secure') } },
      CPC: { title: 'Channel program counter', offset: 0x104, repeat: perChannel(8), access: 'ro', reset: 0, section: '3.3.12' },
      SAR: { title: 'Source address', offset: 0x400, repeat: perChannel(0x20), access: 'ro', reset: 0, section: '3.3.13' },
      DAR: { title: 'Destination address', offset: 0x404, repeat: perChannel(0x20), access: 'ro', reset: 0, section: '3.3.14' },
      CCR: {
        title: 'Channel control',
        offset: 0x408,
        repeat: perChannel(0x20),
        access: 'ro',
        reset: CCR_RESET,
        section: '3.3.15',
        fields: {
          src_inc: flag(0, 'Source address', ADDRESSING),
          src_burst_size: field(3, 1, 'Bytes of a source beat', SIZE),
          src_burst_len: field(7, 4, 'Beats of a source burst', BURST),
          src_prot_ctrl: field(10, 8, 'ARPROT'),
          src_cache_ctrl: field(13, 11, 'ARCACHE', { tagged: true }),
          dst_inc: flag(14, 'Destination address', ADDRESSING),
          dst_burst_size: field(17, 15, 'Bytes of a destination beat', SIZE),
          dst_burst_len: field(21, 18, 'Beats of a destination burst', BURST),
          dst_prot_ctrl: field(24, 22, 'AWPROT'),
          dst_cache_ctrl: field(27, 25, 'AWCACHE', { tagged: true }),
          endian_swap_size: field(30, 28, 'Endian swap', SWAP),
        },
      },
      LC0: { title: 'Loop counter 0', offset: 0x40c, repeat: perChannel(0x20), access: 'ro', reset: 0, section: '3.3.16', fields: { Loop_counter: field(7, 0, 'Iterations still to come', { shown: 'decimal' }) } },
      LC1: { title: 'Loop counter 1', offset: 0x410, repeat: perChannel(0x20), access: 'ro', reset: 0, section: '3.3.17', fields: { Loop_counter: field(7, 0, 'Iterations still to come', { shown: 'decimal' }) } },
      DBGSTATUS: { title: 'Debug status', offset: 0xd00, access: 'ro', reset: 0, section: '3.3.18', fields: { dbgstatus: flag(0, 'Debug instruction under way') } },
      DBGCMD: { title: 'Debug command', offset: 0xd04, access: 'trigger', reset: 0, section: '3.3.19', fields: { dbgcmd: field(1, 0, '0 executes what DBGINST0 and DBGINST1 hold') } },
      DBGINST0: { title: 'Debug instruction 0', offset: 0xd08, access: 'wo', reset: 0, section: '3.3.20', fields: { debug_thread: flag(0, 'Thread', { choices: { 0: 'manager', 1: 'channel' } }), channel_number: field(10, 8, 'Channel', { shown: 'decimal' }), instruction_byte_0: field(23, 16, 'Instruction byte 0'), instruction_byte_1: field(31, 24, 'Instruction byte 1') } },
      DBGINST1: { title: 'Debug instruction 1', offset: 0xd0c, access: 'wo', reset: 0, section: '3.3.21', fields: { instruction_bytes_2_to_5: field(31, 0, 'Instruction bytes 2 to 5') } },
      CR0: { title: 'Configuration 0', offset: 0xe00, access: 'ro', reset: cr0, section: '3.3.22', fields: { periph_req: flag(0, 'Has peripheral requests'), boot_en: flag(1, 'Boots from CR2'), mgr_ns_at_rst: flag(2, 'Manager non-secure at reset'), num_chnls: field(6, 4, 'Channels', BURST), num_periph_req: field(16, 12, 'Peripheral requests', BURST), num_events: field(21, 17, 'Events', BURST) } },
      CR1: { title: 'Configuration 1: instruction cache', offset: 0xe04, access: 'ro', reset: cr1, section: '3.3.23', fields: { i_cache_len: field(2, 0, 'Bytes of a line', SIZE), num_i_cache_lines: field(7, 4, 'Lines', BURST) } },
      CR2: { title: 'Configuration 2: boot address', offset: 0xe08, access: 'ro', reset: config.boot.address, section: '3.3.24' },
      CR3: { title: 'Configuration 3: security of events', offset: 0xe0c, access: 'ro', reset: config.security.irqNonSecure, section: '3.3.25', fields: { INS: field(config.events - 1, 0, 'Event n is non-secure') } },
      CR4: { title: 'Configuration 4: security of peripheral requests', offset: 0xe10, access: 'ro', reset: config.security.peripheralNonSecure, section: '3.3.26', fields: { PNS: field(Math.max(config.peripherals, 1) - 1, 0, 'Peripheral request n is non-secure') } },
      CRD: { title: 'Configuration: bus and buffers', offset: 0xe14, access: 'ro', reset: crd >>> 0, section: '3.3.27', fields: { data_width: field(2, 0, 'Bytes of the data bus', SIZE), wr_cap: field(6, 4, 'Outstanding writes', BURST), wr_q_dep: field(11, 8, 'Write queue', BURST), rd_cap: field(14, 12, 'Outstanding reads', BURST), rd_q_dep: field(19, 16, 'Read queue', BURST), data_buffer_dep: field(29, 20, 'MFIFO lines', BURST) } },
      WD: { title: 'Watchdog', offset: 0xe80, access: 'rw', reset: 0, section: '3.3.28', fields: { wd_irq_only: flag(0, 'A lock-up', { choices: { 0: 'aborts the channels', 1: 'only raises irq_abort' } }) } },
      PERIPH_ID_0: { title: 'Peripheral identification 0', offset: 0xfe0, access: 'ro', reset: 0x30, section: '3.3.29' },
      PERIPH_ID_1: { title: 'Peripheral identification 1', offset: 0xfe4, access: 'ro', reset: 0x13, section: '3.3.29' },
      PERIPH_ID_2: { title: 'Peripheral identification 2', offset: 0xfe8, access: 'ro', reset: (config.revision << 4) | 4, section: '3.3.29', fields: { designer_1: field(3, 0, 'Designer, upper bits'), revision: field(7, 4, 'Revision', { choices: { 0: 'r0p0', 1: 'r1p0', 2: 'r1p1', 3: 'r1p2' } }) } },
      PERIPH_ID_3: { title: 'Peripheral identification 3', offset: 0xfec, access: 'ro', reset: 0, section: '3.3.29' },
      PCELL_ID_0: { title: 'Component identification 0', offset: 0xff0, access: 'ro', reset: 0x0d, section: '3.3.30' },
      PCELL_ID_1: { title: 'Component identification 1', offset: 0xff4, access: 'ro', reset: 0xf0, section: '3.3.30' },
      PCELL_ID_2: { title: 'Component identification 2', offset: 0xff8, access: 'ro', reset: 0x05, section: '3.3.30' },
      PCELL_ID_3: { title: 'Component identification 3', offset: 0xffc, access: 'ro', reset: 0xb1, section: '3.3.30' },
    },
  });
}

export type Pl330Definition = ReturnType<typeof pl330Registers>;

/** Both addresses fixed, one byte a burst, both sides non-secure. */
export const CCR_RESET = 0x00800200;
