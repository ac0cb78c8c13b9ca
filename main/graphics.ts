/**
 * Machines without graphics hardware (virtual ones, mostly): there Chromium starts its graphics process and sees it fail, once
 * for the hardware and once for its imitation, before it draws in plain software, and the page waits for all of that. Where
 * Linux has no device that could be one, both are left out from the beginning; what is drawn, and how, is the same.
 */
import type { App } from 'electron';
import { existsSync } from 'node:fs';

/** Kernel drivers with DRM, NVIDIA's own, Windows' below WSL, and two of phones and small boards. */
const DEVICES = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg', '/dev/mali0', '/dev/kgsl-3d0'];

export function mayHaveGraphics(platform: NodeJS.Platform, exists: (path: string) => boolean): boolean {
  return platform !== 'linux' || DEVICES.some(exists);
}

/** Before the application is ready. */
export function chooseGraphics({ commandLine }: Pick<App, 'commandLine'>): void {
  if (mayHaveGraphics(process.platform, existsSync)) return;
  commandLine.appendSwitch('disable-gpu');
  commandLine.appendSwitch('disable-software-rasterizer');
}
