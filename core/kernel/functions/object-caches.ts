/** kmem_cache_*, krealloc, arrays. Behaviour: mm/slab_common.c. A cache is a name and a size; its objects come from kmalloc. */
import type { KernelCore } from '../kernel-core';
import { call, next, value } from '../operations';
import type { KernelFunction } from './declare';

const header = 'linux/slab.h';

/** struct kmem_cache, private to the kernel: size and name. */
const CACHE = { size: 0, name: 4, bytes: 8 } as const;

function createCache(k: KernelCore, name: number, size: number): number {
  const cache = k.allocate(CACHE.bytes);
  if (cache === 0) return 0;
  k.memory.setWord(cache + CACHE.size, size);
  k.memory.setWord(cache + CACHE.name, name);
  return cache;
}

const allocating = (prototype: string, inner: 'kmalloc' | 'kzalloc'): KernelFunction => ({
  prototype, header,
  steps: [
    { text: '', run: (f, k) => call(inner, k.memory.word(f.args[0] + CACHE.size), f.args[1]) },
    { text: '', run: (f) => value(f.result) },
  ],
});

export const OBJECT_CACHES: readonly KernelFunction[] = [
  { prototype: 'struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align, unsigned long flags, void (*ctor)(void *))', header, sleeps: true, immediate: (k, [name, size]) => createCache(k, name, size) },
  { prototype: 'void kmem_cache_destroy(struct kmem_cache *s)', header, sleeps: true, immediate: (k, [cache]) => {
    if (cache !== 0) k.slab.release(cache);
    return 0;
  } },
  allocating('void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags)', 'kmalloc'),
  allocating('void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)', 'kzalloc'),
  { prototype: 'void kmem_cache_free(struct kmem_cache *s, void *objp)', header, steps: [{ text: '', run: (f) => call('kfree', f.args[1]) }, { text: '', run: () => value(0) }] },
  { prototype: 'void *kmalloc_array(size_t n, size_t size, gfp_t flags)', header, steps: [{ text: '', run: (f) => (f.args[0] * f.args[1] > 0xffff_ffff ? value(0) : call('kmalloc', f.args[0] * f.args[1], f.args[2])) }, { text: '', run: (f) => value(f.result) }] },
  {
    prototype: 'void *krealloc(const void *p, size_t new_size, gfp_t flags)', header,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [old, bytes, flags] = f.args;
          const size = old > 16 ? (k.slab.sizeOf(old) ?? 0) : 0;
          f.locals.size = size;
          return bytes !== 0 && size >= bytes ? value(old) : call('kmalloc', bytes, flags);
        },
      },
      {
        text: '',
        run: (f) => {
          f.locals.fresh = f.result;
          return f.result > 16 && f.args[0] > 16 ? call('memcpy', f.result, f.args[0], Math.min(f.locals.size as number, f.args[1])) : next(1);
        },
      },
      { text: '', run: (f) => (f.locals.fresh === 0 || f.args[0] <= 16 ? value(f.locals.fresh as number) : call('kfree', f.args[0])) },
      { text: '', run: (f) => value(f.locals.fresh as number) },
    ],
  },
  { prototype: 'size_t ksize(const void *objp)', header, immediate: (k, [object]) => k.slab.sizeOf(object) ?? 0 },
  { prototype: 'void kzfree(const void *p)', header, until: '5.9', replacedBy: 'kfree_sensitive', steps: freeZeroed() },
  { prototype: 'void kfree_sensitive(const void *p)', header, since: '5.9', steps: freeZeroed() },
];

function freeZeroed(): Extract<KernelFunction, { steps: unknown }>['steps'] {
  return [
    { text: '', run: (f, k) => (f.args[0] <= 16 ? value(0) : call('memset', f.args[0], 0, k.slab.sizeOf(f.args[0]) ?? 0)) },
    { text: '', run: (f) => call('kfree', f.args[0]) },
    { text: '', run: () => value(0) },
  ];
}
