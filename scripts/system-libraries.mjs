/** The shared libraries that Electron needs from the system, on Linux. */
import { existsSync } from 'node:fs';
import { ask, isRoot, runQuietly } from './run-command.mjs';
import { Failed, say, tail } from './say.mjs';

const PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];
const DISPLAY_PACKAGES = ['xvfb', 'xauth'];
const INSTALL_SECONDS = 900;

function isDebian() {
  return existsSync('/etc/debian_version') && !ask('apt-get', ['--version']).missing;
}

/** @param display whether a virtual display may be needed. */
export async function ensureSystemLibraries(electron, display) {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries(electron);
  const noDisplay = display && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && ask('Xvfb', ['-help']).missing;
  if (missing.length === 0 && !noDisplay) return;
  const wanted = [...(missing.length > 0 ? PACKAGES : []), ...(noDisplay ? DISPLAY_PACKAGES : [])];
  const what = inShort([...(noDisplay ? ['Xvfb'] : []), ...missing]);
  const command = `apt-get install -y --no-install-recommends ${wanted.join(' ')}`;
  if (!isDebian()) throw new Failed(`the system lacks ${what}`, `Install the packages of your distribution that hold them (on Debian: ${wanted.join(' ')}).`);
  if (!isRoot()) throw new Failed(`the system lacks ${what}`, `Run: sudo ${command}`);
  say(`installing system packages (${wanted.join(', ')}): the system lacks ${what}`);
  await install(wanted, command);
  const still = missingLibraries(electron);
  if (still.length > 0) throw new Failed(`the system still lacks ${still.join(', ')}`, `Find the packages that hold them; this was run: ${command}`);
}

const inShort = (names) => (names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', '));

async function install(wanted, command) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Newer releases name some packages anew for their 64-bit time: libasound2t64.
  const named = () => wanted.map((name) => (isOffered(`${name}t64`) ? `${name}t64` : name));
  const attempt = () => runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...named()], { env }, INSTALL_SECONDS);
  if ((await attempt()).code === 0) return;
  await runQuietly('apt-get', ['update'], { env }, INSTALL_SECONDS);
  const { code, output } = await attempt();
  if (code !== 0) throw new Failed(`the packages could not be installed:\n${tail(output, 8)}`, `Run by hand: apt-get update && ${command}`);
}

/** @param {string} name */
const isOffered = (name) => ask('apt-cache', ['show', name]).output.split('\n').includes(`Package: ${name}`);

/** Names of libraries that the loader does not find. */
export function missingLibraries(executable) {
  const { output, missing } = ask('ldd', [executable]);
  if (missing) return [];
  return parseLdd(output);
}

export function parseLdd(output) {
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}
