/** Sessions about devices on request lines: a serial port, an audio codec that must not run dry, a sampler that does not wait. */
import { AUDIO_LATE, AUDIO_PLAYBACK, AUDIO_STALE, PLAY } from './drivers/audio-playback';
import { RECORD, SAMPLER_LATE, SAMPLER_READ } from './drivers/sampler-read';
import { SERIAL_LOOP } from './drivers/serial-loop';
import { newSession } from './session';
import type { Expectation, Session } from './session';

const log = (text: string): Expectation => ({ expect: 'log', text });
const register = (peripheral: string, name: string, value: number): Expectation => ({ expect: 'register', peripheral, register: name, index: 0, value });

/** 1024 frames, frame n being n in both halves. */
const FRAMES = 1024;
const SUM = ((FRAMES * (FRAMES - 1)) / 2) * 0x10001;

export const SLAVE_SESSIONS: readonly Session[] = [
  newSession({
    name: 'serial-overrun',
    title: 'A serial port: words that found no place',
    summary: 'Two pieces are sent by a scatter list through the looped serial port; the receiver starts 50 µs late. Its FIFO holds 16 words: what comes after them is lost, and the transfer waits for bytes that will never come.',
    profile: 'linux-6.1',
    files: [{ path: 'serial.c', text: SERIAL_LOOP }],
    script: ['insmod serial.ko flow=0', 'rmmod serial'],
    expectations: [log('bytes never came, errors 3'), { expect: 'finding', rule: 'fifo-overrun' }, register('stream', 'SENT', 64)],
  }),
  newSession({
    name: 'serial-flow-control',
    title: 'A serial port with flow control',
    summary: 'The same driver with RTS/CTS: the sender waits while there is no room, the words that are on their way stay in the transmit FIFO, and all of them come back.',
    profile: 'linux-6.1',
    files: [{ path: 'serial.c', text: SERIAL_LOOP }],
    script: ['insmod serial.ko flow=1', 'rmmod serial'],
    expectations: [log('all 256 bytes came back, and they are equal'), register('stream', 'RECEIVED', 64), { expect: 'no-finding' }],
  }),
  newSession({
    name: 'audio-underrun',
    title: 'Audio: the ring runs dry',
    summary: 'A driver plays from a ring of four periods that a cyclic transfer goes round, and waits for room in it by looking every 10 ms. The ring lasts 5.3 ms: the codec asks for frames that are not there, plays silence, and says so by register and interrupt. Look at TX_LOST, and at the finding.',
    profile: 'linux-6.1',
    files: [{ path: 'dsp.c', text: AUDIO_LATE }, { path: 'play.c', text: PLAY }],
    script: ['insmod dsp.ko', 'cc play.c -o play && ./play', 'rmmod dsp'],
    expectations: [log('underrun at frame 256'), { expect: 'finding', rule: 'codec-underrun' }, register('codec', 'TX_POSITION', FRAMES), register('codec', 'TX_SUM', SUM >>> 0)],
  }),
  newSession({
    name: 'audio-stale-ring',
    title: 'Audio: the ring plays what it played before',
    summary: 'The late driver once more, without the limit: the controller goes round and round, and the codec plays old periods again and again. No register and no interrupt tells of it: no underrun, no silence. The bench knows when each period was written and when it was sent.',
    profile: 'linux-6.1',
    files: [{ path: 'dsp.c', text: AUDIO_STALE }, { path: 'play.c', text: PLAY }],
    script: ['insmod dsp.ko', 'cc play.c -o play && ./play', 'rmmod dsp'],
    expectations: [log('0 underruns, 0 frames of silence'), register('codec', 'TX_LOST', 0), { expect: 'finding', rule: 'ring-period-stale' }, { expect: 'no-finding', rule: 'codec-underrun' }],
  }),
  newSession({
    name: 'audio-playback',
    title: 'Audio: a ring that is refilled in time',
    summary: 'The same driver, but the callback of each period wakes the writer: all 1024 frames are played without a gap. The residue tells where the controller is in the ring; the codec counts frames, periods and silence.',
    profile: 'linux-6.1',
    files: [{ path: 'dsp.c', text: AUDIO_PLAYBACK }, { path: 'play.c', text: PLAY }],
    script: ['insmod dsp.ko', 'cc play.c -o play && ./play', './play', 'rmmod dsp'],
    expectations: [log('1024 frames played, 0 underruns, 0 frames of silence'), register('codec', 'TX_LOST', 0), register('codec', 'TX_PERIODS', 16), register('codec', 'TX_SUM', SUM >>> 0), { expect: 'no-finding' }],
  }),
  newSession({
    name: 'sampler-read',
    title: 'A sampler: data that come by themselves',
    summary: 'The device takes samples whether anybody wants them or not. Its interrupt says that there are some; the handler maps a fresh buffer and starts a transfer; when the block is there, the callback wakes the reader. No sample is lost.',
    profile: 'linux-6.1',
    files: [{ path: 'sampler.c', text: SAMPLER_READ }, { path: 'record.c', text: RECORD }],
    script: ['insmod sampler.ko', 'cc record.c -o record && ./record', 'rmmod sampler'],
    expectations: [log('0 samples were lost'), register('sampler', 'LOST', 0), { expect: 'no-finding' }],
  }),
  newSession({
    name: 'sampler-overrun',
    title: 'A sampler whose driver comes late',
    summary: 'The same driver, but the interrupt handler leaves the work to the next tick of the kernel\'s clock, up to 10 ms away. The FIFO of the sampler lasts for 0.64 ms: samples are lost, and the numbers have holes.',
    profile: 'linux-6.1',
    files: [{ path: 'sampler.c', text: SAMPLER_LATE }, { path: 'record.c', text: RECORD }],
    script: ['insmod sampler.ko', 'cc record.c -o record && ./record', 'rmmod sampler'],
    expectations: [log('overrun: '), { expect: 'finding', rule: 'sampler-overrun' }],
  }),
];
