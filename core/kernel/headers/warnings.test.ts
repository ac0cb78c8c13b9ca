/** What the build of a careless driver says: lines, columns and names as Linux 6.1's own build says them (gcc 12). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';

const careless = readFileSync(join(import.meta.dirname, 'fixtures', 'careless-driver.c'), 'utf8');

function said(profile: string): string[] {
  const bench = new TestBench(profile);
  bench.kernel.putFile('careless.c', careless);
  return bench.run('insmod careless.c').flatMap((line) => {
    const found = /^careless\.c:(\d+:\d+): warning: .* \[-W([\w-]+)\]$/.exec(line);
    return found === null ? [] : [`${found[1]} ${found[2]}`];
  });
}

describe('the build of a module', () => {
  const always = [
    '24:21 sizeof-pointer-memaccess', '25:9 array-bounds', '38:18 parentheses', '39:22 format', '39:32 format', '40:24 format', '41:2 misleading-indentation', '10:12 unused-function', '9:20 unused-variable', '53:2 uninitialized',
    '21:2 unused-result', '22:2 unused-result', '23:2 unused-result', '52:2 unused-result',
  ];

  it('warns where that of Linux 6.1 does', () => {
    expect(said('linux-6.1').sort()).toEqual([...always, '28:14 implicit-fallthrough', '33:13 implicit-fallthrough'].sort());
  });

  it('takes falling through as meant in old versions, which have no word for it', () => {
    expect(said('linux-4.x').filter((line) => line.includes('fallthrough'))).toEqual([]);
    const bench = new TestBench('linux-4.x');
    bench.kernel.putFile('careless.c', careless);
    expect(bench.run('insmod careless.c').filter((line) => line.includes('error'))).toEqual(["careless.c:31:3: error: 'fallthrough' is not declared (not in Linux 4.14: it came with 5.4)"]);
  });
});
