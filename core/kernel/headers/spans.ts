/** Headers that came, went or moved: from which version on there is one of that name, and until which. */
import type { Profile } from '../profiles';
import { atLeast } from '../profiles';

interface Span {
  readonly since?: string;
  readonly until?: string;
  /** What to include where it is not, or no more. */
  readonly instead?: string;
}

const SPANS: Readonly<Record<string, Span>> = {
  'asm/arch/dma.h': { until: '2.6.28', instead: 'mach/dma.h' },
  'asm/semaphore.h': { until: '2.6.27', instead: 'linux/semaphore.h' },
  'asm/sizes.h': { until: '3.19', instead: 'linux/sizes.h' },
  'asm/system.h': { until: '3.4', instead: 'asm/barrier.h' },
  'linux/autoconf.h': { until: '2.6.33', instead: 'generated/autoconf.h' },
  'linux/bitfield.h': { since: '4.9' },
  'linux/bootmem.h': { until: '4.20', instead: 'linux/mm.h' },
  'linux/cleanup.h': { since: '6.5' },
  'linux/compiler_attributes.h': { since: '4.20', instead: 'linux/compiler.h' },
  'linux/compiler_types.h': { since: '4.14', instead: 'linux/compiler.h' },
  'linux/config.h': { until: '2.6.19', instead: 'nothing: the configuration is there by itself' },
  'linux/dev_printk.h': { since: '5.7', instead: 'linux/device.h' },
  'linux/device/bus.h': { since: '5.5', instead: 'linux/device.h' },
  'linux/device/class.h': { since: '5.5', instead: 'linux/device.h' },
  'linux/device/driver.h': { since: '5.5', instead: 'linux/device.h' },
  'linux/dma-map-ops.h': { since: '5.10', instead: 'linux/dma-mapping.h' },
  'linux/dma/imx-dma.h': { since: '5.19', instead: 'linux/platform_data/dma-imx.h' },
  'linux/gfp_types.h': { since: '6.0', instead: 'linux/gfp.h' },
  'linux/io-64-nonatomic-hi-lo.h': { since: '4.4' },
  'linux/io-64-nonatomic-lo-hi.h': { since: '4.4' },
  'linux/iopoll.h': { since: '3.17' },
  'linux/nospec.h': { since: '4.14' },
  'linux/pgtable.h': { since: '5.8', instead: 'asm/pgtable.h' },
  'linux/platform_data/dma-imx.h': { since: '3.7', until: '5.19', instead: 'linux/dma/imx-dma.h' },
  'linux/prandom.h': { since: '5.8', instead: 'linux/random.h' },
  'linux/gpio/consumer.h': { since: '3.13' },
  'linux/property.h': { since: '3.18' },
  'linux/reset.h': { since: '3.6' },
  'linux/reset-controller.h': { since: '3.10' },
  'linux/pinctrl/consumer.h': { since: '3.1' },
  'linux/pinctrl/devinfo.h': { since: '3.9' },
  'linux/find.h': { since: '5.12', instead: 'linux/bitmap.h' },
  'linux/of_gpio.h': { since: '2.6.27' },
  'linux/crc64.h': { since: '4.19' },
  'linux/once.h': { since: '4.4' },
  'linux/glob.h': { since: '3.17' },
  'linux/jump_label.h': { since: '2.6.37' },
  'linux/mfd/syscon.h': { since: '3.7' },
  'linux/regmap.h': { since: '3.2' },
  'linux/sched/clock.h': { since: '4.11', instead: 'linux/sched.h' },
  'linux/sched/mm.h': { since: '4.11', instead: 'linux/sched.h' },
  'linux/sched/signal.h': { since: '4.11', instead: 'linux/sched.h' },
  'linux/sched/task.h': { since: '4.11', instead: 'linux/sched.h' },
  'linux/sched/types.h': { since: '4.11', instead: 'linux/sched.h' },
  'linux/sizes.h': { since: '3.4', instead: 'asm/sizes.h' },
  'linux/smp_lock.h': { until: '2.6.39', instead: 'linux/mutex.h, and lock for yourself' },
  'linux/utsrelease.h': { until: '2.6.33', instead: 'generated/utsrelease.h' },
  'mach/dma.h': { since: '2.6.28', until: '3.7', instead: 'linux/platform_data/dma-imx.h, since 5.19 linux/dma/imx-dma.h' },
  'mach/dma-s3c24xx.h': { since: '2.6.39', until: '3.17' },
  'mach/hardware.h': { since: '2.6.28', until: '4.0', instead: 'asm/io.h' },
  'plat/dma.h': { since: '2.6.28', until: '3.17' },
  'uapi/linux/sched/types.h': { since: '4.13', instead: 'linux/sched.h' },
};

export function inVersion(path: string, profile: Profile): boolean {
  const { since, until } = SPANS[path] ?? {};
  return (since === undefined || atLeast(profile, since)) && (until === undefined || !atLeast(profile, until));
}

/** Why a profile lacks a header that other versions have; null when none has it. */
export function headerSpan(path: string, profile: Profile): string | null {
  const span = SPANS[path];
  if (span === undefined || inVersion(path, profile)) return null;
  const when = span.until !== undefined && atLeast(profile, span.until) ? `it went in ${span.until}` : `it came with ${span.since ?? span.until ?? ''}`;
  return `not in ${profile.title}: ${when}${span.instead === undefined ? '' : `; include ${span.instead.includes(' ') ? span.instead : `<${span.instead}>`}`}`;
}
