/** Files of /proc: text made when they are opened. */
import { PAGE } from '../address-space';
import type { KernelCore } from '../kernel-core';

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

function interrupts(k: KernelCore): string {
  const lines = k.irqs.lines.filter((line) => line.actions.length > 0);
  return ['           CPU0', ...lines.map((line) => `${String(line.linux).padStart(3)}: ${String(line.count).padStart(10)}     GIC-0  ${String(line.gic).padStart(2)} Level     ${line.actions.map((action) => action.name).join(', ')}`), 'Err:          0', ''].join('\n');
}

function devices(k: KernelCore): string {
  const seen = k.devices.regions.map((region) => `${String(region.major).padStart(3)} ${region.name}`);
  return `Character devices:\n${[...new Set(seen)].join('\n')}\n\nBlock devices:\n`;
}

function iomem(k: KernelCore): string {
  return k.hardware.iomem.toSorted((a, b) => a.base - b.base).map(({ base, bytes, name }) => `${hex8(base)}-${hex8(base + bytes - 1)} : ${name}\n`).join('');
}

function modules(k: KernelCore): string {
  const states = { coming: 'Loading', live: 'Live', going: 'Unloading' } as const;
  return k.modules.list.map((module) => `${module.name} ${module.bytes} ${module.refs} - ${states[module.state]} 0x${hex8(module.base)} (O)\n`).join('');
}

function meminfo(k: KernelCore): string {
  const row = (name: string, pages: number): string => `${`${name}:`.padEnd(16)}${String((pages * PAGE) / 1024).padStart(8)} kB\n`;
  const free = k.space.buddy.freePages;
  return row('MemTotal', k.space.buddy.pages) + row('MemFree', free) + row('MemAvailable', free);
}

function misc(k: KernelCore): string {
  return k.devices.misc.map((one) => `${String(one.minor).padStart(3)} ${one.name}\n`).join('');
}

function vmallocinfo(k: KernelCore): string {
  return k.space.list().map((area) => `0x${hex8(area.va)}-0x${hex8(area.va + area.bytes + PAGE)} ${String(area.bytes + PAGE).padStart(7)} ${area.caller || 'kernel'} phys=0x${hex8(area.pa)} ${area.kind}\n`).join('');
}

function buddyinfo(k: KernelCore): string {
  return k.space.zones.map(({ name, buddy }) => `Node 0, zone ${name.padStart(8)} ${buddy.counts().map((count) => String(count).padStart(6)).join(' ')}\n`).join('');
}

/** Where zones begin and what is free in them; the kernel's own image is present, and not managed. */
function zoneinfo(k: KernelCore): string {
  const row = (name: string, value: number): string => `        ${name.padEnd(8)} ${value}\n`;
  return k.space.zones.map(({ name, buddy }, i) => {
    const start = i === 0 ? k.hardware.ram.base / PAGE : buddy.start;
    const spanned = buddy.start + buddy.pages - start;
    return `Node 0, zone ${name.padStart(8)}\n  pages free     ${buddy.freePages}\n${row('spanned', spanned)}${row('present', spanned)}${row('managed', buddy.pages)}  start_pfn:           ${start}\n`;
  }).join('');
}

function cmdline(k: KernelCore): string {
  return `console=ttyPS0,115200${k.hardware.commandLine === undefined ? '' : ` ${k.hardware.commandLine}`}\n`;
}

function version(k: KernelCore): string {
  return `Linux version ${k.profile.release} (dma-lab) #1 SMP PREEMPT\n`;
}

export const PROC_FILES: Readonly<Record<string, (kernel: KernelCore) => string>> = {
  '/proc/buddyinfo': buddyinfo, '/proc/cmdline': cmdline, '/proc/devices': devices, '/proc/interrupts': interrupts, '/proc/iomem': iomem, '/proc/meminfo': meminfo, '/proc/misc': misc, '/proc/modules': modules, '/proc/version': version, '/proc/vmallocinfo': vmallocinfo, '/proc/zoneinfo': zoneinfo,
};
