/** A display for programs that need one: the user's, or a virtual one for as long as they run. */
import { spawn } from 'node:child_process';
import { Failed, say } from './say.mjs';

const SECONDS = 15;

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/**
 * Run `work(environment)` with a display. The server picks a free number itself, so that servers never clash.
 * @template T @param {(env: NodeJS.ProcessEnv) => Promise<T>} work @returns {Promise<T>}
 */
export async function withDisplay(work) {
  if (hasDisplay()) return await work({ ...process.env });
  say('starting a virtual display (Xvfb)');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = () => server.kill();
  process.once('exit', stop);
  try {
    const display = await displayNumber(server);
    return await work({ ...process.env, DISPLAY: `:${display}` });
  } finally {
    process.off('exit', stop);
    stop();
  }
}

/** @param {import('node:child_process').ChildProcess} server @returns {Promise<string>} */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(`no answer within ${SECONDS} s`), SECONDS * 1000);
    const fail = (why) => {
      clearTimeout(timer);
      reject(new Failed(`the virtual display did not start: ${why}`, 'Install Xvfb (on Debian: apt-get install xvfb), or set DISPLAY.'));
    };
    let text = '';
    server.on('error', (problem) => fail(problem.message));
    server.on('exit', (code) => fail(`it ended with code ${code}`));
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('exit');
      resolve(text.trim());
    });
  });
}
