import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTar, readZip } from './archive.mjs';
import { contentHash, sourceFiles } from './build.mjs';
import { ByteReader } from './byte-reader.mjs';
import { agrees } from './dependencies.mjs';
import { setFuses } from './fuses.mjs';
import { requireNode } from './say.mjs';
import { parseLdd } from './system-libraries.mjs';
import { storyCounts, unitCounts } from './test-counts.mjs';

async function* inPieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function zipEntry(name, data, { method = 8, flags = 0, crc = crc32(data) } = {}) {
  const packed = method === 8 ? deflateRawSync(data) : data;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(data.length, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(4, 28);
  return Buffer.concat([header, Buffer.from(name), Buffer.alloc(4), packed]);
}

const zipEnd = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2]), Buffer.alloc(60)]);

async function unzip(bytes, piece = 7) {
  const found = {};
  await readZip(new ByteReader(inPieces(bytes, piece), bytes.length), (name) => !name.startsWith('no/'), (name, data) => (found[name] = data.toString()));
  return found;
}

describe('zip', () => {
  const text = Buffer.from('a text that packs well well well well well well');
  it('gives wanted files, packed or stored, however the stream is cut', async () => {
    const zip = Buffer.concat([zipEntry('a.txt', text), zipEntry('no/b', text), zipEntry('c', text, { method: 0 }), zipEnd]);
    for (const piece of [1, 13, 4096]) expect(await unzip(zip, piece)).toEqual({ 'a.txt': text.toString(), c: text.toString() });
  });

  it('refuses what is damaged or has no sizes in front', async () => {
    await expect(unzip(Buffer.concat([zipEntry('a', text, { crc: 1 }), zipEnd]))).rejects.toThrow('a is damaged');
    await expect(unzip(Buffer.concat([zipEntry('a', text, { flags: 8 }), zipEnd]))).rejects.toThrow('cannot be read as a stream');
    await expect(unzip(zipEntry('a', text).subarray(0, 40))).rejects.toThrow('ends too early');
    await expect(unzip(Buffer.from('not a zip at all'))).rejects.toThrow('damaged');
  });
});

describe('tar', () => {
  it('visits files and skips what is left', async () => {
    const file = (name, data) => {
      const header = Buffer.alloc(512);
      header.write(name, 0);
      header.write(data.length.toString(8).padStart(11, '0'), 124);
      header.write('0', 156);
      return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
    };
    const tar = Buffer.concat([file('one', Buffer.from('x'.repeat(700))), file('two', Buffer.from('second')), Buffer.alloc(1024)]);
    const seen = [];
    await readTar(new ByteReader(inPieces(tar, 100)), async (name, size, part) => seen.push([name, size, (await part.read(3)).toString()]));
    expect(seen).toEqual([['one', 700, 'xxx'], ['two', 6, 'sec']]);
  });
});

describe('fuses', () => {
  it('are set by number and refused without a wire', () => {
    const wire = Buffer.concat([Buffer.from('xx'), Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 3]), Buffer.from('101')]);
    setFuses(wire, { 1: true, 2: false });
    expect(wire.subarray(-3).toString()).toBe('110');
    expect(() => setFuses(wire, { 3: true })).toThrow('no fuse 3');
    expect(() => setFuses(Buffer.from('nothing'), {})).toThrow('has no fuses');
  });
});

describe('system libraries', () => {
  it('are those that the loader does not find', () => {
    expect(parseLdd('\tlinux-vdso.so.1 (0x7f)\n\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n\tlibgbm.so.1 => not found\n')).toEqual(['libnss3.so', 'libgbm.so.1']);
  });
});

describe('staleness', () => {
  it('follows contents, not times, and leaves tests out', () => {
    const files = sourceFiles(['core/journal']);
    expect(files.some((file) => file.endsWith('journal.ts'))).toBe(true);
    expect(files.some((file) => file.endsWith('.test.ts'))).toBe(false);
    expect(contentHash(files)).toBe(contentHash(files));
    expect(contentHash(files.slice(1))).not.toBe(contentHash(files));
  });
});

describe('installed packages', () => {
  const locked = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true } };
  it.each([
    ['all there', { 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true } }, true],
    ['an optional one of another platform missing', { 'node_modules/a': { version: '1.0.0', integrity: 'x' } }, true],
    ['one missing', { 'node_modules/b': { version: '2.0.0', integrity: 'y' } }, false],
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }, false],
    ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'z' } }, false],
    ['an optional one in another version', { 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '1.0.0', integrity: 'y' } }, false],
    ['one that nobody asked for', { 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/c': { version: '1.0.0' } }, false],
  ])('%s', (_, installed, expected) => {
    expect(agrees(locked, installed)).toBe(expected);
  });
});

describe('counts', () => {
  const file = (status, ...tests) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });
  const unit = (numPassedTests, numFailedTests, ...testResults) => ({ numPassedTests, numFailedTests, testResults });
  it.each([
    ['all pass', 0, unit(2, 0, file('passed', 'passed', 'passed')), { passed: 2, failed: 0 }],
    ['one fails', 1, unit(1, 1, file('failed', 'passed', 'failed')), { passed: 1, failed: 1 }],
    ['a file does not load', 1, unit(1, 0, file('passed', 'passed'), file('failed')), { passed: 1, failed: 1 }],
    ['a file does not load beside a failed test', 1, unit(1, 1, file('failed', 'passed', 'failed'), file('failed')), { passed: 1, failed: 2 }],
    ['an error outside the tests', 1, unit(1, 0, file('passed', 'passed')), { passed: 1, failed: 1 }],
    ['no test ran', 0, unit(0, 0), { passed: 0, failed: 1 }],
    ['no report', 0, undefined, { passed: 0, failed: 1 }],
  ])('of unit tests: %s', (_, code, report, expected) => {
    expect(unitCounts(code, report)).toEqual(expected);
  });

  const stories = (expected, unexpected, flaky, errors = []) => ({ stats: { expected, unexpected, flaky }, errors });
  it.each([
    ['all pass', 0, stories(3, 0, 0), { passed: 3, failed: 0 }],
    ['one fails', 1, stories(2, 1, 0), { passed: 2, failed: 1 }],
    ['one passes only at the second try', 0, stories(2, 0, 1), { passed: 2, failed: 1 }],
    ['a file does not load', 1, stories(0, 0, 0, ['syntax']), { passed: 0, failed: 1 }],
    ['no report', 1, undefined, { passed: 0, failed: 1 }],
  ])('of stories: %s', (_, code, report, expected) => {
    expect(storyCounts(code, report)).toEqual(expected);
  });
});

describe('the version of Node', () => {
  it('is 20.19 at least', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0']) requireNode(version);
    for (const version of ['20.18.9', '18.20.0', '0.12.0']) expect(() => requireNode(version)).toThrow('too old');
  });
});
