/**
 * Coherent DMA memory: whole pages, zeroed, mapped uncached in the vmalloc area. Behaviour: arch/arm/mm/dma-mapping.c
 * (4.14), kernel/dma/mapping.c (6.1). Not modelled: CMA, atomic pools, masks narrower than RAM.
 */
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
          return call('memset', va, 0, size);
        },
      },
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
        k.find({ rule: 'bad-dma-free', severity: 'error', title: 'dma_free_coherent of something that is not allocated', message: `dma_free_coherent(…, ${hex(va)}, …): no coherent memory begins there.`, remedy: 'Give the pointer that dma_alloc_coherent returned.', address: va });
        return 0;
      }
      if (area.asked !== size || area.pa !== handle) {
        k.find({ rule: 'dma-free-differs', severity: 'warning', title: 'dma_free_coherent with other values than the allocation', message: `${hex(va)} was allocated with ${area.asked} bytes at ${hex(area.pa)}, and freed with ${size} bytes at ${hex(handle)}.`, remedy: 'Keep size and handle of the allocation.', address: area.pa, bytes: area.asked });
      }
      k.space.unmap(va, 'coherent');
      k.space.freePages(area.pa);
      return 0;
    },
  },
];
