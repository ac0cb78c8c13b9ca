/** How many tests passed and failed, from the reports of Vitest and Playwright. */

/** @typedef {{passed: number, failed: number}} Counts */

/** A step that holds or not, by its exit code. @param {number} code @returns {Counts} */
export const oneStep = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** @param {Counts[]} counts @returns {Counts} */
export const sum = (counts) => counts.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), { passed: 0, failed: 0 });

/**
 * A file that does not load has no failed test in it, but counts as one.
 * @param {number} code @param {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: {status: string}[]}[]} | undefined} report
 */
export function unitCounts(code, report) {
  if (report === undefined) return oneStep(1);
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  return honest(code, { passed: report.numPassedTests, failed: report.numFailedTests + unloaded });
}

/**
 * A test that passes only when tried again has failed: stories run without retries.
 * @param {number} code @param {{stats: {expected: number, unexpected: number, flaky: number}, errors?: unknown[]} | undefined} report
 */
export function storyCounts(code, report) {
  if (report === undefined) return oneStep(1);
  const { expected, unexpected, flaky } = report.stats;
  return honest(code, { passed: expected, failed: unexpected + flaky + (report.errors ?? []).length });
}

/** A run that failed without a failed test, or ran no test, has failed. @param {number} code @param {Counts} counts */
function honest(code, { passed, failed }) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}
