/** The shared libraries that Electron needs from the system, on Linux. */
import { existsSync } from 'node:fs';
import { capture } from './run-command.mjs';
import { Failed, say } from './say.mjs';

const PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];
const DISPLAY_PACKAGES = ['xvfb', 'xauth'];

function isDebian() {
  return existsSync('/etc/debian_version') && !capture('apt-get', ['--version']).missing;
}

/** @param display whether a virtual display may be needed. */
export function ensureSystemLibraries(electron, display) {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries(electron);
  const noDisplay = display && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && capture('Xvfb', ['-help']).missing;
  if (missing.length === 0 && !noDisplay) return;
  const wanted = [...(missing.length > 0 ? PACKAGES : []), ...(noDisplay ? DISPLAY_PACKAGES : [])];
  const what = [...missing, ...(noDisplay ? ['Xvfb'] : [])].join(', ');
  const command = `apt-get install -y --no-install-recommends ${wanted.join(' ')}`;
  if (!isDebian()) throw new Failed(`the system lacks ${what}`, `Install the packages of your distribution that hold them (on Debian: ${wanted.join(' ')}).`);
  if (process.getuid() !== 0) throw new Failed(`the system lacks ${what}`, `Run: sudo ${command}`);
  say(`installing system packages (${wanted.join(', ')}), because ${what} is missing`);
  install(wanted, command);
  const still = missingLibraries(electron);
  if (still.length > 0) throw new Failed(`the system still lacks ${still.join(', ')}`, `Find the packages that hold them; this was run: ${command}`);
}

function install(wanted, command) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', ...wanted];
  if (capture('apt-get', args, { env }).code === 0) return;
  capture('apt-get', ['update'], { env });
  const { code, output } = capture('apt-get', args, { env });
  if (code !== 0) throw new Failed(`the packages could not be installed:\n${output.trim().split('\n').slice(-8).join('\n')}`, `Run by hand: apt-get update && ${command}`);
}

/** Names of libraries that the loader does not find. */
export function missingLibraries(executable) {
  const { output, missing } = capture('ldd', [executable]);
  if (missing) return [];
  return parseLdd(output);
}

export function parseLdd(output) {
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}
