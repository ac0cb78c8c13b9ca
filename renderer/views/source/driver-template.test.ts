import { expect, it } from 'vitest';
import { driverTemplate, moduleName } from './driver-template';

it('names the module as its file, in signs that C takes', () => {
  expect(['first.c', 'my-driver.c', 'a.b.c'].map(moduleName)).toEqual(['first', 'my_driver', 'a_b']);
});

it('writes the name everywhere', () => {
  const text = driverTemplate('my-driver.c');
  expect(text).toContain('static int __init my_driver_init(void)');
  expect(text).toContain('.name = "my_driver"');
  expect(text).not.toMatch(/\$\{|undefined/);
});
