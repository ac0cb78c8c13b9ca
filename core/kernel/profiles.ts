/** Kernel profiles: which Linux the drivers meet. A difference between versions is a row or a question to `atLeast`. */

export type ProfileName = 'linux-2.6.22' | 'linux-3.0' | 'linux-4.x' | 'linux-6.1' | 'linux-6.6';

export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  /** As uname -r gives it. */
  readonly release: string;
  readonly version: readonly [major: number, minor: number, patch?: number];
  /** dma_alloc_coherent and friends take NULL for the device. */
  readonly nullDeviceForDma: boolean;
  /** %p prints a hash of the address, from 4.15. */
  readonly hashedPointers: boolean;
}

export const PROFILES: readonly Profile[] = [
  { name: 'linux-2.6.22', title: 'Linux 2.6.22', release: '2.6.22', version: [2, 6, 22], nullDeviceForDma: true, hashedPointers: false },
  { name: 'linux-3.0', title: 'Linux 3.0 for i.MX', release: '3.0.35', version: [3, 0], nullDeviceForDma: true, hashedPointers: false },
  { name: 'linux-4.x', title: 'Linux 4.14', release: '4.14.0-xilinx', version: [4, 14], nullDeviceForDma: true, hashedPointers: false },
  { name: 'linux-6.1', title: 'Linux 6.1', release: '6.1.0', version: [6, 1], nullDeviceForDma: false, hashedPointers: true },
  { name: 'linux-6.6', title: 'Linux 6.6', release: '6.6.0', version: [6, 6], nullDeviceForDma: false, hashedPointers: true },
];

/** @throws Error naming the profiles there are. */
export function findProfile(name: string): Profile {
  const profile = PROFILES.find((one) => one.name === name);
  if (profile === undefined) throw new Error(`there is no kernel profile "${name}"; there are: ${PROFILES.map((one) => one.name).join(', ')}`);
  return profile;
}

/** Is the profile's version `version` ("6.4", "2.6.30") or later? */
export function atLeast(profile: Profile, version: string): boolean {
  const wanted = version.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (profile.version[i] ?? 0) - (wanted[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
