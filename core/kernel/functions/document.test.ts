import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionsDocument } from './document';
import { KERNEL_FUNCTIONS } from './index';

const PAGE = join(import.meta.dirname, '../../../docs/kernel-functions.md');

describe('the list of kernel functions', () => {
  it('is what docs/kernel-functions.md shows', () => {
    const made = functionsDocument(KERNEL_FUNCTIONS);
    if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, made);
    expect(readFileSync(PAGE, 'utf8'), 'write it again: UPDATE_DOCS=1 npx vitest run core/kernel/functions/document.test.ts').toBe(made);
  });

  it('tells header, versions and sleeping', () => {
    const made = functionsDocument([
      { prototype: 'struct class *class_create(const char *name)', header: 'linux/device.h', since: '6.4', sleeps: true, immediate: () => 0 },
      { prototype: 'bool IS_ERR(const void *ptr)', header: 'linux/err.h', inHeader: true, immediate: () => 0 },
    ]);
    expect(made).toContain('## `<linux/device.h>`');
    expect(made).toContain('| `class_create` | `struct class *class_create(const char *name)` | 6.6 | yes |');
    expect(made).toContain('## Only for the kernel itself');
  });
});
