/**
 * What to tell of a kernel function or macro that this profile does not have, or has with other arguments: the versions
 * that do, and what took its place. Functions are looked up in the table; macros of the headers that went are listed here.
 */
import { nearest } from '../../c/source';
import { KERNEL_FUNCTIONS } from '../functions';
import { parsePrototype } from '../functions/declare';
import type { KernelFunction } from '../functions/declare';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';
import { headerPaths } from './index';
import { headerSpan } from './spans';
import { headerText } from './text';

/** Until which version (not included), and what to write instead. */
const GONE: Readonly<Record<string, readonly [until: string, instead: string]>> = {
  INIT_COMPLETION: ['3.13', 'reinit_completion(&x)'],
  DECLARE_MUTEX: ['2.6.37', 'DEFINE_SEMAPHORE(name) or DEFINE_MUTEX(name)'],
  init_MUTEX: ['2.6.37', 'sema_init(sem, 1)'],
  init_MUTEX_LOCKED: ['2.6.37', 'sema_init(sem, 0)'],
  SPIN_LOCK_UNLOCKED: ['2.6.39', 'DEFINE_SPINLOCK(name)'],
  SA_INTERRUPT: ['2.6.24', 'no flag at all'],
  SA_SHIRQ: ['2.6.24', 'IRQF_SHARED'],
  IRQF_DISABLED: ['4.1', 'no flag at all'],
  SLAB_KERNEL: ['2.6.20', 'GFP_KERNEL'],
  SLAB_ATOMIC: ['2.6.20', 'GFP_ATOMIC'],
  __GFP_WAIT: ['4.4', '__GFP_DIRECT_RECLAIM'],
  ACCESS_ONCE: ['4.15', 'READ_ONCE or WRITE_ONCE'],
  uninitialized_var: ['5.10', 'an initial value'],
  FIELD_SIZEOF: ['5.5', 'sizeof_field'],
  MODULE_SUPPORTED_DEVICE: ['5.12', 'nothing'],
  set_task_state: ['4.11', 'set_current_state'],
  PREPARE_WORK: ['3.15', 'INIT_WORK'],
  DEFINE_PCI_DEVICE_TABLE: ['4.8', 'static const struct pci_device_id name[]'],
  ioremap_nocache: ['5.6', 'ioremap'],
  pr_warning: ['5.5', 'pr_warn'],
  VM_RESERVED: ['3.7', 'VM_IO | VM_DONTEXPAND | VM_DONTDUMP'],
  DMA_SUCCESS: ['3.13', 'DMA_COMPLETE'],
  DMA_SG: ['4.14', 'one DMA_MEMCPY for each piece'],
  __devinit: ['3.8', 'nothing'],
  __devexit: ['3.8', 'nothing'],
  __devexit_p: ['3.8', 'the function itself'],
  PCI_DMA_TODEVICE: ['5.18', 'DMA_TO_DEVICE'],
  PCI_DMA_FROMDEVICE: ['5.18', 'DMA_FROM_DEVICE'],
  PCI_DMA_BIDIRECTIONAL: ['5.18', 'DMA_BIDIRECTIONAL'],
  pci_alloc_consistent: ['5.18', 'dma_alloc_coherent(&pdev->dev, size, handle, GFP_ATOMIC)'],
  pci_free_consistent: ['5.18', 'dma_free_coherent(&pdev->dev, ...)'],
  pci_map_single: ['5.18', 'dma_map_single(&pdev->dev, ...)'],
  pci_unmap_single: ['5.18', 'dma_unmap_single(&pdev->dev, ...)'],
  pci_map_sg: ['5.18', 'dma_map_sg(&pdev->dev, ...)'],
  pci_unmap_sg: ['5.18', 'dma_unmap_sg(&pdev->dev, ...)'],
  pci_set_dma_mask: ['5.18', 'dma_set_mask(&pdev->dev, mask)'],
  pci_set_consistent_dma_mask: ['5.18', 'dma_set_coherent_mask(&pdev->dev, mask)'],
  pci_pool_create: ['4.16', 'dma_pool_create(name, &pdev->dev, ...)'],
  DMA_32BIT_MASK: ['2.6.39', 'DMA_BIT_MASK(32)'],
  DMA_24BIT_MASK: ['2.6.39', 'DMA_BIT_MASK(24)'],
  DMA_64BIT_MASK: ['2.6.39', 'DMA_BIT_MASK(64)'],
  dma_zalloc_coherent: ['5.0', 'dma_alloc_coherent, which zeroes'],
  get_fs: ['5.10', 'kernel_read and kernel_write'],
  set_fs: ['5.10', 'kernel_read and kernel_write'],
};
/** Since which version. */
const CAME: Readonly<Record<string, string>> = {
  fallthrough: '5.4', rb_add: '5.12', rb_find: '5.12', kfree_rcu: '3.0', rcu_replace_pointer: '5.5', guard: '6.5', scoped_guard: '6.5', __free: '6.5', no_free_ptr: '6.5', return_ptr: '6.5', file_inode: '3.9', from_timer: '4.14', from_tasklet: '5.9', DMA_MAPPING_ERROR: '5.0', vm_flags_set: '6.3', vm_flags_clear: '6.3', DMA_COMPLETE: '3.13', dmaengine_terminate_sync: '4.5',
  dmaengine_terminate_async: '4.5', dmaengine_synchronize: '4.5', dmaengine_prep_dma_memcpy: '4.9', dmaengine_prep_dma_memset: '4.2', DMA_MEMSET_SG: '4.2', DMA_INTERLEAVE: '3.3', DMA_OUT_OF_ORDER: '5.6', DMA_REPEAT: '5.6',
  pci_alloc_irq_vectors: '4.8', pci_free_irq_vectors: '4.8', pci_irq_vector: '4.8', kvmalloc: '4.12', kvzalloc: '4.12', kvcalloc: '4.12', kvmalloc_array: '4.12', kvfree: '3.15', idr_alloc: '3.9', idr_alloc_cyclic: '3.9', proc_create_single: '4.18',
};

/** Calls of other machines: their kernels have them, this one has not, whatever its version. */
const ELSEWHERE: readonly (readonly [names: RegExp, whose: string])[] = [
  [/^(request_dma|free_dma|claim_dma_lock|release_dma_lock|(en|dis)able_dma|clear_dma_ff|set_dma_(mode|addr|count|page|sg)|get_dma_residue|get_dma_list)$/, 'it drives the 8237 of a PC: kernels with CONFIG_ISA_DMA_API have it, in every version; here ask the dmaengine for a channel'],
  [/^s3c2410_(request_dma|free_dma|dma_\w+)$/, 'it drives the DMA of the S3C2410: kernels for that board have it, before 3.17; here ask the dmaengine for a channel'],
  [/^(flush_write_buffers|isa_virt_to_bus|isa_bus_to_virt|isa_page_to_bus)$/, 'kernels for the PC have it; here the mapping calls do what is needed'],
  [/^(imx_dma_\w+|sdma_\w+|mxc_dma_\w+)$/, 'kernels for i.MX have it'],
];

/** What a Linux has and this bench has not: said once, instead of a list of its names. */
const SUBSYSTEMS: readonly (readonly [paths: RegExp, part: string])[] = [
  [/^(uapi\/)?linux\/(usb|usb_usual|usbdevice_fs)(\.h|\/)/, 'USB'],
  [/^linux\/(blkdev|blk-mq|bio|blk_types|genhd|elevator|hdreg|buffer_head|cdrom)\.h$/, 'block layer'],
  [/^(linux\/(netdevice|etherdevice|skbuff|inetdevice|if_\w+|phy|mii|ethtool|netlink|netfilter\w*|rtnetlink|socket|net|in6?|ip|ipv6|tcp|udp|icmp|inet|can)(\.h|\/)|net\/)/, 'network stack'],
  [/^linux\/(i2c|i2c-\w+|i2c-mux|smbus)(\.h|\/)/, 'I2C bus'],
  [/^linux\/spi\//, 'SPI bus'],
  [/^linux\/(tty|tty_driver|tty_flip|tty_ldisc|serial|serial_core|serial_reg|serial_8250|console|vt_kern|kbd_kern|serdev)\.h$/, 'terminal layer (tty)'],
  [/^linux\/(input|input\/[\w-]+|serio|gameport|hid|hiddev|hidraw)\.h$/, 'input layer'],
  [/^linux\/watchdog\.h$/, 'watchdog framework'],
  [/^linux\/(rtc|mc146818rtc)(\.h|\/)/, 'framework for clocks with a calendar (rtc)'],
  [/^linux\/(hwmon|hwmon-\w+|thermal|power_supply)\.h$/, 'framework for sensors or batteries'],
  [/^linux\/(pwm|leds|led-\w+|backlight|lcd|fb)\.h$/, 'framework for lamps, PWM or displays'],
  [/^linux\/(hw_random|tpm)\.h$/, 'framework for sources of random numbers'],
  [/^linux\/(mailbox_controller|mailbox_client|mailbox\/.*)\.h$/, 'mailbox framework'],
  [/^linux\/(extcon|rfkill)\.h$/, 'framework for connectors or radios'],
  [/^(linux\/gpio\/(driver|machine|regmap)|linux\/pinctrl\/[\w-]+|linux\/irqdomain|linux\/irqchip(\/\w+)?|linux\/irqchip\/\w+)\.h$/, 'framework for providers of GPIO lines, pins or interrupts'],
  [/^(linux\/(videodev2|v4l2-\w+|dma-buf|dma-fence|dma-resv|cec\w*)\.h|media\/|drm\/|video\/)/, 'video or graphics subsystem'],
  [/^sound\//, 'sound subsystem'],
  [/^(scsi\/|linux\/(libata|ata|nvme|mtd)(\.h|\/)|linux\/mmc\/|target\/|rdma\/)/, 'storage'],
  [/^linux\/iio\//, 'IIO subsystem'],
  [/^(linux\/(kvm_host|kvm|virtio|virtio_\w+|vfio|vfio_pci_core|mdev|vhost)\.h|xen\/)/, 'virtualisation'],
  [/^(crypto\/|linux\/crypto\.h)/, 'crypto API'],
  [/^(kunit\/|.*kselftest_module\.h)/, 'KUnit or kselftest'],
  [/^linux\/(kprobes|ftrace|ftrace_event|tracepoint|trace_events|perf_event|hw_breakpoint|livepatch|bpf|filter)\.h$|^trace\//, 'tracing or patching of the kernel'],
  [/^linux\/(security|lsm_hooks|key|key-type|audit|cgroup\w*)\.h$/, 'security or resource control'],
  [/^linux\/(acpi|acpi_\w+|efi|dmi|pnp|isa|eisa|parport|i8042|pcmcia|apm\w*)(\.h|\/)|^pcmcia\//, 'firmware or bus of a PC'],
  [/^linux\/uio_driver\.h$/, 'UIO (drivers in user space)'],
  [/^linux\/(configfs|connector|relay)\.h$/, 'configfs, connector or relay'],
  [/^linux\/(phy|soc|firmware|mfd|regulator|remoteproc|rpmsg|interconnect)(\.h|\/)/, 'driver of another part of the chip'],
];

const elsewhere = (name: string): string | null => ELSEWHERE.find(([names]) => names.test(name))?.[1] ?? null;

const absent = (row: KernelFunction, profile: Profile): boolean => (row.since !== undefined && !atLeast(profile, row.since)) || (row.until !== undefined && atLeast(profile, row.until));

function when({ since, until }: KernelFunction): string {
  if (since !== undefined && until !== undefined) return `from ${since}, gone in ${until}`;
  return until === undefined ? `since ${since ?? 'ever'}` : `before ${until}`;
}

/** All versions' rows of a name; made when the first name is not found. */
const rowsByName = new Map<string, KernelFunction[]>();

function rowsOf(wanted: string): readonly KernelFunction[] {
  if (rowsByName.size === 0)
    for (const row of KERNEL_FUNCTIONS) {
      const { name } = parsePrototype(row);
      rowsByName.set(name, [...(rowsByName.get(name) ?? []), row]);
    }
  return rowsByName.get(wanted) ?? [];
}

/** A remark about `name` in this profile; null when there is nothing to say. `declared`: a header that declares it is included. */
export function missingFunction(name: string, profile: Profile, declared = false): string | null {
  const rows = rowsOf(name);
  const others = rows.filter((row) => absent(row, profile));
  const replacement = others.find((row) => row.replacedBy !== undefined)?.replacedBy;
  if (others.length > 0) {
    const here = rows.find((row) => !absent(row, profile));
    const told = others.map((row) => `${when(row)}: ${row.prototype}`);
    if (here !== undefined) return `in ${profile.title}: ${here.prototype}; ${told.join('; ')}`;
    return `not in ${profile.title}; ${told.join('; ')}${replacement === undefined ? '' : `; use ${replacement}`}`;
  }
  const [until, instead] = GONE[name] ?? [];
  if (until !== undefined && atLeast(profile, until)) return `not in ${profile.title}: it went in ${until}; write ${instead ?? 'something else'}`;
  const since = CAME[name];
  if (since !== undefined && !atLeast(profile, since)) return `not in ${profile.title}: it came with ${since}`;
  return declared ? null : (headerHint(name, profile) ?? elsewhere(name));
}

/** The function exists, and its header was not included. */
function headerHint(name: string, profile: Profile): string | null {
  const header = rowsOf(name).find((row) => !absent(row, profile))?.header ?? definers(profile).get(name);
  return header === undefined ? null : `include <${header}>`;
}

const definersOf = new Map<string, Map<string, string>>();

/** Names of macros and of C functions of the headers, and who has them; made when the first name is not found. */
function definers(profile: Profile): Map<string, string> {
  const known = definersOf.get(profile.name);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  definersOf.set(profile.name, found);
  for (const path of headerPaths(profile)) for (const [, macro, own] of (headerText(path) ?? '').matchAll(/^#define (\w+)|^static inline [\w *]*?(\w+)\(/gm)) if (!found.has(macro ?? own)) found.set(macro ?? own, path);
  return found;
}

/** A remark about a header that this profile does not have. */
export function missingHeader(path: string, profile: Profile): string | null {
  const span = headerSpan(path, profile);
  if (span !== null) return span;
  const absentPart = SUBSYSTEMS.find(([names]) => names.test(path))?.[1];
  if (absentPart !== undefined) return `there is no ${absentPart} on this bench`;
  const paths = headerPaths(profile);
  const [, folder, name] = /^(.*\/)?([^/]*)$/.exec(path) as unknown as [string, string | undefined, string];
  const moved = paths.find((one) => one.endsWith(`/${name}`));
  if (moved !== undefined) return `did you mean <${moved}>?`;
  const like = nearest(name, paths.filter((one) => one.startsWith(folder ?? '')).map((one) => one.slice((folder ?? '').length)).filter((one) => !one.includes('/')));
  return like === null || name.length < 6 ? null : `did you mean <${folder ?? ''}${like}>?`;
}
