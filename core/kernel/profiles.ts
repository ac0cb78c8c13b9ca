/** Kernel profiles: which Linux the drivers meet. A difference between versions is a row or a question to `atLeast`. */

export type ProfileName = 'linux-4.x' | 'linux-6.1';

export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  /** As uname -r gives it. */
  readonly release: string;
  readonly version: readonly [number, number];
  /** dma_alloc_coherent and friends take NULL for the device. */
  readonly nullDeviceForDma: boolean;
  /** %p prints a hash of the address, from 4.15. */
  readonly hashedPointers: boolean;
}

export const PROFILES: readonly Profile[] = [
  { name: 'linux-4.x', title: 'Linux 4.14', release: '4.14.0-xilinx', version: [4, 14], nullDeviceForDma: true, hashedPointers: false },
  { name: 'linux-6.1', title: 'Linux 6.1', release: '6.1.0', version: [6, 1], nullDeviceForDma: false, hashedPointers: true },
];

/** @throws Error naming the profiles there are. */
export function findProfile(name: string): Profile {
  const profile = PROFILES.find((one) => one.name === name);
  if (profile === undefined) throw new Error(`there is no kernel profile "${name}"; there are: ${PROFILES.map((one) => one.name).join(', ')}`);
  return profile;
}

/** Is the profile's version `version` ("6.4") or later? */
export function atLeast(profile: Profile, version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return profile.version[0] !== major ? profile.version[0] > major : profile.version[1] >= minor;
}
