/** What the configuration of a kernel says to C code: CONFIG_ names and the version. */
import type { Profile } from '../profiles';

/** Names that are y; those of an architecture are in the text. */
const CONFIG = ['MODULES', 'HAS_DMA', 'HAS_IOMEM', 'HAS_IOPORT', 'DMA_ENGINE', 'DMA_VIRTUAL_CHANNELS', 'SYSFS', 'PROC_FS', 'DEBUG_FS', 'PRINTK', 'BUG', 'MMU', '32BIT', 'GENERIC_HARDIRQS'];

function versionCode([major, minor, patch = 0]: Profile['version']): number {
  return major * 65536 + minor * 256 + patch;
}

/** `LINUX_SINCE(6, 4)` is what the headers themselves ask; drivers include <linux/version.h>. */
export function autoconf(profile: Profile): string {
  return [
    '#pragma once',
    ...CONFIG.map((name) => `#define CONFIG_${name} 1`),
    '#ifdef __arm__', '#define CONFIG_ARM 1', '#define CONFIG_OF 1', '#define CONFIG_OF_IRQ 1', '#define CONFIG_CPU_V7 1', '#define CONFIG_ARM_DMA_MEM_BUFFERABLE 1', '#define CONFIG_HZ 100', '#endif',
    '#ifdef __i386__', '#define CONFIG_X86 1', '#define CONFIG_X86_32 1', '#define CONFIG_PCI 1', '#define CONFIG_ISA_DMA_API 1', '#define CONFIG_HZ 100', '#endif',
    `#define __LINUX_CODE ${versionCode(profile.version)}`,
    `#define __LINUX_RELEASE "${profile.release}"`,
    '#define LINUX_SINCE(major, minor) (__LINUX_CODE >= (major) * 65536 + (minor) * 256)',
    '',
  ].join('\n');
}
