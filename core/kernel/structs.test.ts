import { describe, expect, it } from 'vitest';
import type { Profile } from './profiles';
import { findProfile, PROFILES } from './profiles';
import type { FieldOf, StructName } from './structs';
import { allLayouts, headerRecords, layoutsOf, takeLayouts } from './structs';

const at = <S extends StructName>(profile: string, struct: S, field: FieldOf<S>): number => layoutsOf(findProfile(profile), 'arm').place(struct, field).offset;

describe('kernel structures', () => {
  it('are places in the headers of the profile, computed once', () => {
    expect(layoutsOf(findProfile('linux-4.x'), 'arm')).toBe(layoutsOf(findProfile('linux-4.x'), 'arm'));
    expect(layoutsOf(findProfile('linux-4.x'), 'arm').sizeOf('cdev')).toBe(60);
    expect(at('linux-4.x', 'cdev', 'ops')).toBe(40);
    expect(at('linux-4.x', 'miscdevice', 'fops')).toBe(8);
    expect([at('linux-4.x', 'file_operations', 'write'), at('linux-4.x', 'file_operations', 'open'), at('linux-4.x', 'file_operations', 'release')]).toEqual([12, 48, 56]);
    expect([at('linux-6.1', 'file_operations', 'write'), at('linux-6.1', 'file_operations', 'open'), at('linux-6.1', 'file_operations', 'release')]).toEqual([12, 56, 64]);
  });

  it.each(PROFILES.map((profile) => profile.name))('can be computed for %s on both targets', (name) => {
    expect(layoutsOf(findProfile(name), 'arm').sizeOf('device')).toBeGreaterThan(100);
    expect(layoutsOf(findProfile(name), 'i386').sizeOf('device')).toBeGreaterThan(100);
    expect(layoutsOf(findProfile(name), 'arm').place('file', 'f_pos').offset % 8).toBe(0);
  });

  it('are taken as a build read them', () => {
    const all = allLayouts('arm');
    expect(Object.keys(all)).toHaveLength(PROFILES.length);
    const read = Object.values(all)[PROFILES.findIndex((profile) => profile.name === 'linux-6.1')];
    const copy: Profile = { ...findProfile('linux-6.1'), release: '6.1.0-taken' };
    takeLayouts({ 'linux-6.1 6.1.0-taken arm': JSON.parse(JSON.stringify({ ...read, class: { bytes: 7, fields: { name: [3, 4] } } })) as typeof read });
    const [taken, own] = [layoutsOf(copy, 'arm'), layoutsOf(findProfile('linux-6.1'), 'arm')];
    expect([taken.sizeOf('class'), taken.place('class', 'name')]).toEqual([7, { offset: 3, bytes: 4 }]);
    expect([taken.sizeOf('device'), taken.place('dma_device', 'device_prep_dma_memcpy')]).toEqual([own.sizeOf('device'), own.place('dma_device', 'device_prep_dma_memcpy')]);
    expect(taken.has('timer_list', 'data')).toBe(false);
  });

  it('differ by version', () => {
    expect(layoutsOf(findProfile('linux-4.x'), 'arm').has('timer_list', 'data')).toBe(true);
    expect(layoutsOf(findProfile('linux-6.1'), 'arm').has('timer_list', 'data')).toBe(false);
    expect(() => layoutsOf(findProfile('linux-6.1'), 'arm').place('timer_list', 'data')).toThrow('struct timer_list of linux-6.1 has no field "data"');
    expect(() => layoutsOf(findProfile('linux-6.1'), 'arm').placeNamed('cdev', 'opps')).toThrow('no field "opps"');
  });

  it('has the fields where measured oopses of Linux 6.1 for ARM were', () => {
    expect(at('linux-6.1', 'device', 'coherent_dma_mask')).toBe(0x90);
    const device = headerRecords(findProfile('linux-6.1'), 'arm').get('dma_device');
    expect(device?.fields.find((field) => field.name === 'device_prep_dma_memcpy')?.offset).toBe(0x84);
  });
});
