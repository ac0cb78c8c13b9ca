/** Device registers: mapping them, and the accessors. */
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import { atLeast } from '../profiles';
import type { Frame, Op } from '../operations';
import type { KernelFunction } from './declare';

type Width = 1 | 2 | 4;

const reader = (prototype: string, bytes: Width): KernelFunction => ({
  prototype, header: 'asm/io.h',
  steps: [
    { text: '', run: (f: Frame): Op => ({ op: 'load', address: f.args[0], bytes }) },
    { text: '', run: (f: Frame): Op => value(f.result) },
  ],
});

const writer = (prototype: string, bytes: Width): KernelFunction => ({
  prototype, header: 'asm/io.h',
  steps: [
    { text: '', run: (f: Frame, k: KernelCore): Op => {
      noteSwapped(k, f);
      return { op: 'store', address: f.args[1], bytes, value: f.args[0] };
    } },
    { text: '', run: (): Op => value(0) },
  ],
});

/** The order is (value, address); the other way round is a common slip. */
function noteSwapped(k: KernelCore, f: Frame): void {
  const [first, second] = f.args;
  if (k.space.translate(second) !== undefined || k.space.translate(first)?.device !== true) return;
  k.find({ rule: 'swapped-io-arguments', message: `${f.routine}(0x${first.toString(16)}, 0x${second.toString(16)}): the first argument is a register's address, the second is not.`, address: second });
}

export const IO: readonly KernelFunction[] = [
  {
    prototype: 'void __iomem *ioremap(phys_addr_t offset, size_t size)', header: 'asm/io.h',
    sleeps: true,
    immediate: (k, [offset, size]) => {
      if (size === 0 || offset + size > 0x1_0000_0000) return 0;
      /** Old kernels map RAM of their own once more, with other attributes. */
      if (k.space.isRam(offset) && atLeast(k.profile, '2.6.36')) {
        k.warn(`ioremap on RAM at 0x${offset.toString(16).padStart(8, '0')}`);
        return 0;
      }
      return k.space.map('ioremap', offset, size, k.owner, k.owner) ?? 0;
    },
  },
  {
    prototype: 'void iounmap(volatile void __iomem *addr)', header: 'asm/io.h',
    sleeps: true,
    immediate: (k, [addr]) => {
      if (k.space.unmap(addr, 'ioremap') !== undefined) return 0;
      const at = addr.toString(16).padStart(8, '0');
      k.warn(`Trying to vfree() nonexistent vm area (${at})`);
      k.find({ rule: 'bad-iounmap', message: `iounmap(0x${at}): no mapping begins in this page. The real one stays.`, address: addr });
      return 0;
    },
  },
  {
    /** Behind request_mem_region: a claim on device memory; 0 when it is taken. */
    prototype: 'struct resource *__request_region(resource_size_t start, resource_size_t n, const char *name)', header: 'linux/ioport.h', sleeps: true,
    immediate: (k, [start, bytes, name]) => {
      if (!k.regions.claim(start, bytes, k.memory.string(name), k.owner)) return 0;
      const resource = k.slab.allocate(k.memory.sizeOf('resource'), '');
      if (resource === 0) return 0;
      k.memory.zero(resource, k.memory.sizeOf('resource'));
      k.memory.setField('resource', resource, 'start', start);
      k.memory.setField('resource', resource, 'end', start + bytes - 1);
      k.memory.setField('resource', resource, 'name', name);
      return resource;
    },
  },
  {
    prototype: 'void __release_region(resource_size_t start, resource_size_t n)', header: 'linux/ioport.h', sleeps: true,
    immediate: (k, [start, bytes]) => {
      if (!k.regions.release(start, bytes)) k.print(4, `Trying to free nonexistent resource <${start.toString(16).padStart(8, '0')}-${(start + bytes - 1).toString(16).padStart(8, '0')}>`);
      return 0;
    },
  },
  reader('unsigned int ioread8(const volatile void __iomem *addr)', 1),
  reader('unsigned int ioread16(const volatile void __iomem *addr)', 2),
  reader('unsigned int ioread32(const volatile void __iomem *addr)', 4),
  reader('u8 readb(const volatile void __iomem *addr)', 1),
  reader('u16 readw(const volatile void __iomem *addr)', 2),
  reader('u32 readl(const volatile void __iomem *addr)', 4),
  reader('u32 readl_relaxed(const volatile void __iomem *addr)', 4),
  writer('void iowrite8(u8 value, volatile void __iomem *addr)', 1),
  writer('void iowrite16(u16 value, volatile void __iomem *addr)', 2),
  writer('void iowrite32(u32 value, volatile void __iomem *addr)', 4),
  writer('void writeb(u8 value, volatile void __iomem *addr)', 1),
  writer('void writew(u16 value, volatile void __iomem *addr)', 2),
  writer('void writel(u32 value, volatile void __iomem *addr)', 4),
  writer('void writel_relaxed(u32 value, volatile void __iomem *addr)', 4),
];
