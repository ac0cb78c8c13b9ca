import { describe, expect, it } from 'vitest';
import { findPart, flatParts } from '../../data/board-parts';
import { fakeBoard } from '../../testing/fake-data';
import { treeMove } from './tree-move';

describe('board tree', () => {
  const all = flatParts(fakeBoard.parts);
  const ids = (rows: typeof all): string[] => rows.map(({ part }) => part.id);

  it('is flattened depth first and hides what is closed', () => {
    expect(ids(all)).toEqual(['cpu', 'ddr', 'ocm', 'axi', 'dmac0', 'slcr', 'gic', 'linux', 'dma_m2m', '/dev/dma_m2m']);
    expect(ids(flatParts(fakeBoard.parts, ({ id }) => id !== 'axi'))).not.toContain('dmac0');
    expect(findPart(fakeBoard, 'gic')?.title).toBe('Interrupt controller');
    expect(findPart(fakeBoard, 'nothing')).toBeUndefined();
  });

  it('walks with the arrows and stops at the ends', () => {
    const open = (): boolean => true;
    expect(treeMove('ArrowDown', all, 'cpu', open)).toEqual({ to: 'ddr' });
    expect(treeMove('ArrowUp', all, 'cpu', open)).toEqual({});
    expect(treeMove('End', all, 'cpu', open)).toEqual({ to: '/dev/dma_m2m' });
    expect(treeMove('ArrowLeft', all, 'slcr', open)).toEqual({ to: 'axi' });
    expect(treeMove('ArrowLeft', all, 'axi', open)).toEqual({ open: false });
    expect(treeMove('ArrowRight', all, 'axi', () => false)).toEqual({ open: true });
    expect(treeMove('ArrowRight', all, 'axi', open)).toEqual({ to: 'dmac0' });
    expect(treeMove('KeyX', all, 'axi', open)).toBeNull();
  });
});
