/** Every line of the metrics is one of Prometheus, and no metric is one that nobody registered. */
import { expect, test } from 'vitest';
import { metricsFaults } from '../../src/kit/metrics.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer } from '../support/tokens.ts';

const HEAD = '# HELP a_total Words.\n# TYPE a_total counter\n';

test('what is of Prometheus has no fault', () => {
  const text = `${HEAD}a_total 1\na_total{b="c \\" d",e="}"} 1.5e-7\na_total Nan\n\n# HELP h W.\n# TYPE h histogram\nh_bucket{le="+Inf"} 2\nh_sum +Inf\nh_count 2\n`;
  expect(metricsFaults(text)).toEqual([]);
});

test.each([
  ['a sentence', 'admin key is hunter2'],
  ['a comment', '# admin key is hunter2'],
  ['a sample of a metric that no line names', 'admin_key 1'],
  ['a value that is no number', 'a_total hunter2'],
  ['a label without quotes', 'a_total{b=c} 1'],
  ['a type that there is none of', '# TYPE a_total secret'],
])('%s is found', (_, line) => {
  expect(metricsFaults(`${HEAD}${line}\na_total 1\n`)).toEqual(['line 3']);
});

test('an end without a line break is found', () => {
  expect(metricsFaults(`${HEAD}a_total 1`)).toEqual(['the end of the last line']);
});

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name).sort();

const server = sharedServer();
test('the server shows the metrics that are registered, and no other', async () => {
  const answer = await fetch(`${server().url}/metrics`, { headers: bearer(CHECK_KEY) });
  expect(namesIn(await answer.text())).toEqual(namesIn(await createMetrics().text()));
});
