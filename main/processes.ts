/**
 * Processes of Chromium that the bench can do without; each takes time at the start, and memory. Switches for
 * Chromium, so they have to be set before the application is ready.
 */
import type { App } from 'electron';
import { existsSync } from 'node:fs';

/** What graphics hardware shows itself as: kernel drivers with DRM, NVIDIA's own, Windows' below WSL, and two of phones and small boards. */
const DEVICES = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg', '/dev/mali0', '/dev/kgsl-3d0'];

export function mayHaveGraphics(platform: NodeJS.Platform, exists: (path: string) => boolean): boolean {
  return platform !== 'linux' || DEVICES.some(exists);
}

export function chooseProcesses({ commandLine }: Pick<App, 'commandLine'>): void {
  // The page comes from files and may not connect to anything: what little is left of a network needs no process of its own.
  const features = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', [...(features === '' ? [] : [features]), 'NetworkServiceInProcess2'].join(','));
  if (mayHaveGraphics(process.platform, existsSync)) return;
  // A graphics process would start and fail, once with the hardware and once with its imitation, before Chromium draws
  // in plain software; the page waits for all of that. What is drawn, and how, is the same.
  commandLine.appendSwitch('disable-gpu');
  commandLine.appendSwitch('disable-software-rasterizer');
}
