/** Messages about devices, warnings, dumps. Behaviour: drivers/base/core.c (dev_printk), kernel/panic.c, lib/hexdump.c. */
import { DEFAULT_COSTS } from '../costs';
import { deviceNameAddress, deviceTitle, driverNameAddress, nameDevice } from '../device-names';
import { errorName } from '../errno';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';
import type { KernelFunction } from './declare';

const DEVICE = 'linux/device.h';
const BUG = 'asm/bug.h';

const LEVELS: readonly (readonly [name: string, level: number])[] = [['_dev_emerg', 0], ['_dev_alert', 1], ['_dev_crit', 2], ['_dev_err', 3], ['_dev_warn', 4], ['_dev_notice', 5], ['_dev_info', 6]];

function deviceMessage(k: KernelCore, level: number, device: number, format: number, args: readonly number[]): number {
  const text = k.format(format, args);
  k.print(level, device === 0 ? `(NULL device *): ${text}` : `${deviceTitle(k, device)}: ${text}`);
  return 0;
}

/** printk level at the start of a text, KERN_SOH and a digit. */
function levelOf(k: KernelCore, text: number): number {
  const prefix = text === 0 ? '' : k.memory.string(text);
  return prefix.startsWith('\u0001') && /^[0-7]$/.test(prefix[1] ?? '') ? Number(prefix[1]) : 4;
}

/** Lines of "prefix: 00 01 ...  ascii". */
export function hexLines(data: Uint8Array, at: number, { prefix, prefixType, row, group, ascii }: { prefix: string; prefixType: number; row: number; group: number; ascii: boolean }): string[] {
  const width = row === 32 ? 32 : 16;
  const unit = [1, 2, 4, 8].includes(group) && data.length % group === 0 ? group : 1;
  const lines: string[] = [];
  for (let from = 0; from < data.length; from += width) {
    const part = data.subarray(from, from + width);
    const words: string[] = [];
    for (let i = 0; i < part.length; i += unit) words.push([...part.subarray(i, i + unit)].reverse().map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    const hex = words.join(' ');
    const full = (width / unit) * (unit * 2 + 1) - 1;
    const text = ascii ? `${hex.padEnd(full)}  ${[...part].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}` : hex;
    const place = prefixType === 1 ? `${(at + from).toString(16).padStart(8, '0')}: ` : prefixType === 2 ? `${from.toString(16).padStart(8, '0')}: ` : '';
    lines.push(`${prefix}${place}${text}`);
  }
  return lines;
}

function dump(k: KernelCore, level: number, [prefix, prefixType, row, group, buffer, length, ascii]: readonly number[]): number {
  const lines = hexLines(k.memory.bytes(buffer, Math.min(length, 0x1_0000)), buffer, { prefix: k.memory.string(prefix), prefixType, row, group, ascii: (ascii & 0xff) !== 0 });
  for (const line of lines) k.print(level, line);
  return 0;
}

export const MESSAGES: readonly KernelFunction[] = [
  ...LEVELS.map(([name, level]): KernelFunction => ({ prototype: `void ${name}(const struct device *dev, const char *fmt, ...)`, header: DEVICE, cost: DEFAULT_COSTS.printk, immediate: (k, [device, format, ...args]) => deviceMessage(k, level, device, format, args) })),
  { prototype: 'void dev_printk(const char *level, const struct device *dev, const char *fmt, ...)', header: DEVICE, cost: DEFAULT_COSTS.printk, immediate: (k, [level, device, format, ...args]) => deviceMessage(k, levelOf(k, level), device, format, args) },
  { prototype: 'int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)', header: DEVICE, since: '5.9', cost: DEFAULT_COSTS.printk, immediate: (k, [device, error, format, ...args]) => {
    if ((error | 0) !== -517) k.print(3, `${deviceTitle(k, device)}: error ${errorName(error)}: ${k.format(format, args)}`);
    return error;
  } },
  {
    /** The address of the text; it lives as long as the device. */
    prototype: 'const char *dev_name(const struct device *dev)', header: DEVICE, cost: 4, immediate: (k, [device]) => deviceNameAddress(k, device),
  },
  {
    prototype: 'int dev_set_name(struct device *dev, const char *name, ...)', header: DEVICE, cost: 100,
    immediate: (k, [device, format, ...args]) => {
      nameDevice(k, device, k.format(format, args));
      return 0;
    },
  },
  { prototype: 'const char *dev_driver_string(const struct device *dev)', header: DEVICE, cost: 4, immediate: (k, [device]) => driverNameAddress(k, device) },
  {
    /** Behind WARN, WARN_ON and their kin, once the condition holds. */
    prototype: 'void warn_slowpath_fmt(const char *file, const int line, unsigned int taint, const char *fmt, ...)', header: BUG, cost: DEFAULT_COSTS.printk,
    immediate: (k, [file, line, , format, ...args]) => {
      const where = `${k.memory.string(file)}:${line}`;
      const text = format === 0 ? '' : k.format(format, args);
      k.warn(text, where);
      k.find({ rule: 'driver-warns', message: `WARN at ${where}${text === '' ? '' : `: ${text.trimEnd()}`}` });
      return 0;
    },
  },
  {
    prototype: 'void __bug(const char *file, unsigned int line)', header: BUG, cost: 10,
    immediate: (k, [file, line]) => {
      k.print(2, `kernel BUG at ${k.memory.string(file)}:${line}!`);
      throw new KernelFault(0, 'bug', false, undefined);
    },
  },
  { prototype: 'void dump_stack(void)', header: 'linux/printk.h', cost: DEFAULT_COSTS.printk, immediate: (k) => {
    k.print(4, `CPU: 0 PID: ${k.cpu.currentTask?.pid ?? 0} Comm: ${k.cpu.currentTask?.name ?? 'swapper'}`);
    k.print(4, `Call trace: ${k.titleOf(k.cpu.frames)}`);
    return 0;
  } },
  {
    prototype: 'void print_hex_dump(const char *level, const char *prefix_str, int prefix_type, int rowsize, int groupsize, const void *buf, size_t len, bool ascii)', header: 'linux/printk.h', cost: 4 * DEFAULT_COSTS.printk,
    immediate: (k, [level, ...rest]) => dump(k, levelOf(k, level), rest),
  },
  { prototype: 'void print_hex_dump_bytes(const char *prefix_str, int prefix_type, const void *buf, size_t len)', header: 'linux/printk.h', cost: 4 * DEFAULT_COSTS.printk, immediate: (k, [prefix, type, buffer, length]) => dump(k, 7, [prefix, type, 16, 1, buffer, length, 1]) },
];
