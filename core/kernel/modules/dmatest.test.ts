import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../dmaengine/zynq-bench';

describe('module dmatest', () => {
  it('tests every channel and says how it went', () => {
    const bench = new ZynqBench();
    expect(bench.run('modprobe dmatest iterations=2 wait=1 run=1 test_buf_size=512', 4_000_000_000)).toEqual([]);
    const log = bench.log.filter((line) => line.startsWith('dmatest:') && !line.includes('taints'));
    expect(log.shift()).toBe('dmatest: No channels configured, continue with any');
    expect(log.slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, i) => `dmatest: Added 1 threads using dma0chan${i}`));
    expect(log.slice(8, 16)).toEqual(Array.from({ length: 8 }, (_, i) => `dmatest: Started 1 threads using dma0chan${i}`));
    expect(log.slice(16).sort().map((line) => line.replace(/ \d+ tests.*/, ''))).toEqual(Array.from({ length: 8 }, (_, i) => `dmatest: dma0chan${i}-copy0: summary`));
    expect(log.slice(16).every((line) => /summary 2 tests, 0 failures \d+\.\d\d iops \d+ KB\/s \(0\)$/.test(line))).toBe(true);
    expect(bench.rules()).toEqual([]);
    expect(bench.run('rmmod dmatest; lsmod').join(' ')).not.toContain('dmatest');
  }, 60_000);

  it('takes a channel and starts by its parameter files', () => {
    const bench = new ZynqBench('linux-6.1');
    const here = '/sys/module/dmatest/parameters';
    bench.run(`modprobe dmatest test_buf_size=256; echo 1 > ${here}/iterations; echo dma0chan3 > ${here}/channel; echo 1 > ${here}/run; cat ${here}/wait`, 4_000_000_000);
    const log = bench.log.filter((line) => line.startsWith('dmatest:') && !line.includes('taints'));
    expect(log.slice(0, 2)).toEqual(['dmatest: Added 1 threads using dma0chan3', 'dmatest: Started 1 threads using dma0chan3']);
    expect(log[2]).toMatch(/^dmatest: dma0chan3-copy0: summary 1 tests, 0 failures \d+\.\d\d iops \d+ KB\/s \(0\)$/);
  });

  it('refuses a transfer that is as long as its buffer, and still counts no failure', () => {
    const bench = new ZynqBench();
    bench.run('modprobe dmatest max_channels=1 iterations=1 wait=1 run=1 test_buf_size=256 transfer_size=256', 4_000_000_000);
    expect(bench.log).toContain('dmatest: 256-byte transfer size must be lower than 256-buffer size');
    expect(bench.log.at(-1)).toMatch(/summary 1 tests, 0 failures/);
  });

  it('tests P and Q, says what passed, and can wait without interrupts', () => {
    const bench = new ZynqBench('linux-6.1', { builtInDrivers: false });
    bench.run('modprobe softdma; modprobe dmatest channel=dma0chan0 iterations=1 wait=1 run=1 test_buf_size=256 pq_sources=4 verbose=1 polled=1; cat /sys/module/dmatest/parameters/test_list', 4_000_000_000);
    const log = bench.log.filter((line) => line.startsWith('dmatest:') && !line.includes('taints'));
    expect(log[0]).toBe('dmatest: Added 3 threads using dma0chan0');
    for (const name of ['copy', 'xor', 'pq']) {
      expect(log.filter((line) => new RegExp(`^dmatest: dma0chan0-${name}0: result #1: 'test passed' with src_off=0x[0-9a-f]+ dst_off=0x[0-9a-f]+ len=0x[0-9a-f]+ \\(0\\)$`).test(line))).toHaveLength(1);
      expect(log.filter((line) => line.startsWith(`dmatest: dma0chan0-${name}0: summary 1 tests, 0 failures`))).toHaveLength(1);
    }
    expect(log.at(-1)).toBe('dmatest: 3 threads using dma0chan0');
    expect(bench.rules()).toEqual([]);
  });

  it('collects channels, and says no, as Linux 6.1 does', () => {
    const bench = new ZynqBench();
    const here = '/sys/module/dmatest/parameters';
    bench.run('modprobe dmatest test_buf_size=64 iterations=1');
    const refused = ['sh: write error: Device or resource busy'];
    const from = bench.log.length;
    expect(bench.run(`echo dma0chan9 > ${here}/channel`)).toEqual(refused);
    expect(bench.run(`cat ${here}/channel`)).toEqual(['']);
    expect(bench.run(`echo dma0chan2 > ${here}/channel; cat ${here}/channel`)).toEqual(['dma0chan2']);
    expect(bench.run(`echo dma0chan2 > ${here}/channel`)).toEqual(refused);
    expect(bench.run(`echo dma0chan9 > ${here}/channel; cat ${here}/channel`)).toEqual(['sh: write error: Invalid argument', 'dma0chan2']);
    expect(bench.run(`echo dma0chan3 > ${here}/channel; echo 1 > ${here}/run; cat ${here}/wait ${here}/run`)).toEqual(['Y', 'N']);
    expect(bench.run(`echo dma0chan4 > ${here}/channel; cat ${here}/test_list; echo 0 > ${here}/run; cat ${here}/run`)).toEqual(['N']);
    expect(bench.log.slice(from).filter((line) => !line.includes('summary'))).toEqual([
      'dmatest: Added 1 threads using dma0chan2', 'dmatest: Added 1 threads using dma0chan3', 'dmatest: Started 1 threads using dma0chan2', 'dmatest: Started 1 threads using dma0chan3', 'dmatest: Added 1 threads using dma0chan4', 'dmatest: 1 threads using dma0chan4',
    ]);
    expect(bench.run('rmmod dmatest; modprobe dmatest run=1 channel=dma0chan5')).toEqual(["modprobe: ERROR: could not insert 'dmatest': Device or resource busy"]);
    expect(bench.log.at(-1)).toBe("dmatest: `dma0chan5' invalid for parameter `channel'");
    expect(bench.run('cat /sys/class/dma/dma0chan0/in_use')).toEqual(['0']);
  });

  it('runs on an older kernel with the provider as a module', () => {
    const bench = new ZynqBench('linux-4.x');
    bench.run('modprobe pl330; modprobe dmatest iterations=1 wait=1 run=1 max_channels=1 test_buf_size=256', 4_000_000_000);
    expect(bench.log.at(-1)).toMatch(/dma0chan0-copy0: summary 1 tests, 0 failures/);
  });

  it('notices bytes that are wrong', () => {
    const bench = new ZynqBench();
    bench.run('modprobe dmatest');
    const { machine } = bench;
    bench.kernel.shell.submit('cd /; echo 1 > /sys/module/dmatest/parameters/max_channels; echo 256 > /sys/module/dmatest/parameters/test_buf_size; echo 1 > /sys/module/dmatest/parameters/norandom; echo 1 > /sys/module/dmatest/parameters/iterations; echo 1 > /sys/module/dmatest/parameters/run; cat /sys/module/dmatest/parameters/wait', 0);
    let patched = false;
    for (let i = 0; i < 200_000 && !patched && bench.finishIn(20) !== 'idle'; i++) {
      const first = bench.kernel.core.dmaengine.pl330.descriptors.at(0);
      if (first?.status !== 'done') continue;
      machine.memory.write(first.transfer.to + 16, Uint8Array.of(0x11), 0, 1);
      patched = true;
    }
    bench.finish();
    expect(patched).toBe(true);
    expect(bench.log.find((line) => line.includes('dstbuf'))).toMatch(/dma0chan0-copy0: dstbuf\[0x10\] wrong! Expected cf, got 11$/);
    expect(bench.log.at(-1)).toMatch(/summary 1 tests, 1 failures/);
  });
});

describe('modprobe', () => {
  it('is content with what is there, and knows what is not', () => {
    const bench = new ZynqBench();
    expect(bench.run('modprobe pl330')).toEqual([]);
    expect(bench.run('modprobe nothing')).toEqual(['modprobe: FATAL: Module nothing not found in directory /lib/modules/6.1.0']);
    expect(bench.run('modprobe dmatest; modprobe dmatest; modprobe -r dmatest; modprobe -r dmatest')).toEqual(['modprobe: FATAL: Module dmatest is not currently loaded.']);
  });
});
