/**
 * Coherent DMA memory: whole pages, zeroed, mapped uncached in the vmalloc area. Behaviour: arch/arm/mm/dma-mapping.c
 * (4.14), kernel/dma/mapping.c (6.1). Not modelled: CMA, atomic pools, masks narrower than RAM.
 */
import { PAGE } from '../address-space';
import type { KernelCore } from '../kernel-core';
import { call, KernelFault, value } from '../operations';
import type { KernelFunction } from './declare';

/** 6.1 looks at the device at once; 4.14 takes NULL for a device without limits. */
function touchDevice(k: KernelCore, device: number, within: string): void {
  if (device === 0 && k.profile.nullDeviceForDma) return;
  const at = k.memory.at('device', device, 'coherent_dma_mask');
  if (k.space.translate(at) === undefined) throw new KernelFault(at, 'translation', false, within);
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

export const DMA: readonly KernelFunction[] = [
  {
    prototype: 'void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', header: 'linux/dma-mapping.h',
    sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [device, size, handle] = f.args;
          touchDevice(k, device, 'dma_alloc_attrs');
          const pa = size === 0 ? undefined : k.space.allocatePages(size);
          if (pa === undefined) return value(0);
          const va = k.space.map('coherent', pa, size, k.owner, 'dma_alloc_coherent');
          if (va === undefined) {
            k.space.freePages(pa);
            return value(0);
          }
          f.locals.va = va;
          k.memory.setWord(handle, pa);
          /** Lines of the cached mapping must not be written over the buffer later. */
          return { op: 'cache', action: 'flush', address: pa, length: Math.ceil(size / PAGE) * PAGE };
        },
      },
      { text: '', run: (f) => call('memset', f.locals.va as number, 0, f.args[1]) },
      { text: '', run: (f) => value(f.locals.va as number) },
    ],
  },
  {
    prototype: 'void dma_free_coherent(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)', header: 'linux/dma-mapping.h',
    sleeps: true,
    immediate: (k, [device, size, va, handle]) => {
      touchDevice(k, device, 'dma_free_attrs');
      const area = k.space.areaAt(va);
      if (area === undefined || area.va !== va || area.kind !== 'coherent') {
        k.warn(`trying to free invalid coherent area: ${va.toString(16).padStart(8, '0')}`);
        k.find({ rule: 'bad-dma-free', message: `dma_free_coherent(…, ${hex(va)}, …): no coherent memory begins there.`, address: va });
        return 0;
      }
      if (area.asked !== size || area.pa !== handle) {
        k.find({ rule: 'dma-free-differs', message: `${hex(va)} was allocated with ${area.asked} bytes at ${hex(area.pa)}, and freed with ${size} bytes at ${hex(handle)}.`, address: area.pa, bytes: area.asked });
      }
      k.space.unmap(va, 'coherent');
      k.space.freePages(area.pa);
      return 0;
    },
  },
];
