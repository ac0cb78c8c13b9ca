import { expect, it } from 'vitest';
import { parseCommandLine } from './command-line';

const parse = (words: string, packaged = false) => parseCommandLine(words.split(' '), '/here', packaged);

it('skips the app and the switches of Chromium', () => {
  expect(parse('--inspect=0 --no-sandbox .')).toEqual({ file: null, report: null, problem: null });
  expect(parse('--no-sandbox out/main/index.js --user-data-dir=/tmp/x a.dmalab.json').file).toBe('/here/a.dmalab.json');
});

it('has no app to skip when packaged', () => {
  expect(parse('/data/a.dmalab.json', true).file).toBe('/data/a.dmalab.json');
  expect(parse('. b.json', true).file).toBe('/here');
});

it('takes the folder of a report, and a session with it', () => {
  expect(parse('. --report out a.json')).toEqual({ file: '/here/a.json', report: '/here/out', problem: null });
  expect(parse('. a.json --report=/tmp/r')).toEqual({ file: '/here/a.json', report: '/tmp/r', problem: null });
  expect(parse('--report out .')).toEqual({ file: null, report: '/here/out', problem: null });
});

it('wants a folder for a report', () => {
  expect(parse('. --report').problem).toMatch(/--report DIR/);
  expect(parse('. --report --other').problem).toMatch(/--report DIR/);
  expect(parse('. --report=').problem).toMatch(/--report DIR/);
});
