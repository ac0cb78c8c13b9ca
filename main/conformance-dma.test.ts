import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseNames, differences, recordedCases, runHere } from './conformance-dma';

describe('misuse of DMA mapping on the bench and on Linux 6.1 with DMA API debugging', () => {
  const folder = join(import.meta.dirname, '..', 'examples', 'linux-dma');
  const recorded = recordedCases(folder);

  it('has a recording of each case', () => {
    expect(recorded.map((one) => one.name)).toEqual(caseNames(folder));
    expect(recorded.filter((one) => one.classes.length > 0).length).toBeGreaterThan(25);
  });

  it('is reported in the same classes, and nowhere else', () => {
    const different = runHere(folder).flatMap((here, i) => differences(recorded[i], here).map((text) => `${here.name}: ${text}`));
    expect(different).toEqual([]);
  });
});
