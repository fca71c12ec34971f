/** examples/prometheus: every rule asks for what /metrics really gives, in one process and in several. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folderForTest } from '../support/folders.ts';
import { session } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { CHECK_KEY } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { pageText } from './page.ts';

const RULES = fileURLToPath(new URL('../../examples/prometheus/logoutd.rules.yml', import.meta.url));
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

interface Rule {
  readonly alert: string;
  readonly expr: string;
}
const { groups } = parse(readFileSync(RULES, 'utf8')) as { groups: readonly { rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

/** What Prometheus adds itself. */
const OF_PROMETHEUS = { metrics: ['up'], labels: ['job', 'instance'] };
const SELECTOR = /\b((?:logoutd|process|nodejs)_\w+|up)(?:\{([^}]*)\})?/g;
const labelsIn = (selector: string) =>
  [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, name]) => name);

describe.each([
  ['one process', {}],
  ['two workers', { LOGOUTD_WORKERS: '2' }],
])('of %s', (_, env) => {
  it('there is every metric and label that a rule names', async () => {
    const server = await ownServer({ env });
    expect((await session(server, token())).status).toBe(200);
    const { text } = await request(server, 'GET', '/metrics', { headers: bearer(CHECK_KEY) });
    const declared = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
    const names = new Set(OF_PROMETHEUS.metrics);
    for (const [, name = '', type] of declared) {
      const ends = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const end of ends) names.add(`${name}${end}`);
    }
    const labels = new Map<string, Set<string>>();
    for (const [, name = '', inside = ''] of text.matchAll(/^(\w+)\{([^}]*)\}/gm)) {
      labels.set(name, new Set([...(labels.get(name) ?? []), ...labelsIn(inside).map(String)]));
    }
    for (const { alert, expr } of rules) {
      const used = [...expr.matchAll(SELECTOR)];
      expect(used.length, alert).toBeGreaterThan(0);
      for (const [, name = '', inside = ''] of used) {
        expect([...names], alert).toContain(name);
        for (const label of labelsIn(inside)) {
          const known = [...OF_PROMETHEUS.labels, ...(labels.get(name) ?? [])];
          expect(known, `${alert}: ${name}`).toContain(label);
        }
      }
    }
    // Of a gauge without a value an alert would never come.
    for (const name of ['process_open_fds', 'process_max_fds', 'process_resident_memory_bytes'])
      expect(text).toMatch(new RegExp(`^${name} [1-9]`, 'm'));
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  });
});

/** Half an hour of values each minute, from 0 on or always the same. Of those that count, some failed. */
const grows = (step: number) => `0+${step}x30`;
const always = (value: number) => `${value}x30`;
const at = 'job="logoutd",instance="a"';
/** What raises each alert, and what does not. */
const RAISED_BY: Readonly<Record<string, readonly [bad: Series, good: Series]>> = {
  LogoutdDown: [{ [`up{${at}}`]: always(0) }, { [`up{${at}}`]: always(1) }],
  LogoutdStoreFails: [operations('error', '+Inf', 1), operations('ok', '+Inf', 1)],
  LogoutdAnswersFail: [answered('500', 2, 98), answered('500', 1, 199)],
  LogoutdStoreSlow: [operations('ok', '1', 60), operations('ok', '0.5', 60)],
  LogoutdSlow: [took('2.5'), took('0.5')],
  LogoutdPresumes: [
    { [`logoutd_checks_presumed_active_total{${at}}`]: grows(1) },
    { [`logoutd_checks_presumed_active_total{${at}}`]: always(7) },
  ],
  LogoutdWorkerLost: [
    { [`logoutd_workers_lost_total{${at}}`]: grows(1) },
    { [`logoutd_workers_lost_total{${at}}`]: always(7) },
  ],
  LogoutdRefusesLogouts: [answered('401', 60, 40), answered('401', 40, 60)],
  LogoutdLimits: [answered('429', 6, 94), answered('429', 4, 96)],
  LogoutdBusy: [
    { [`nodejs_eventloop_lag_p99_seconds{${at}}`]: always(0.2) },
    { [`nodejs_eventloop_lag_p99_seconds{${at}}`]: always(0.05) },
  ],
  LogoutdMemory: [
    { [`process_resident_memory_bytes{${at}}`]: '1500000000x60' },
    { [`process_resident_memory_bytes{${at}}`]: '700000000x60' },
  ],
  LogoutdOpenFiles: [files(900), files(700)],
};

type Series = Readonly<Record<string, string>>;
function operations(result: string, le: string, step: number): Series {
  const of = (name: string, more = '') =>
    `logoutd_store_operation_duration_seconds_${name}{${at},operation="update",result="${result}"${more}}`;
  const bounds = ['0.5', '1', '+Inf'];
  const buckets = bounds
    .slice(bounds.indexOf(le))
    .map((bound) => [of('bucket', `,le="${bound}"`), grows(step)]);
  return { [of('count')]: grows(step), ...Object.fromEntries(buckets) };
}
function answered(status: string, step: number, others: number): Series {
  const of = (code: string) => `logoutd_requests_total{${at},contract="session",status="${code}"}`;
  return { [of(status)]: grows(step), [of('200')]: grows(others) };
}
function took(le: string): Series {
  const bounds = ['0.5', '1', '2.5', '+Inf'];
  const of = (bound: string) =>
    `logoutd_request_duration_seconds_bucket{${at},contract="session",le="${bound}"}`;
  return Object.fromEntries(
    bounds.map((bound) => [of(bound), bounds.indexOf(bound) < bounds.indexOf(le) ? always(0) : grows(60)]),
  );
}
function files(open: number): Series {
  return { [`process_open_fds{${at}}`]: always(open), [`process_max_fds{${at}}`]: always(1000) };
}

it('Prometheus takes the rules, and each raises its alert, and no other, where it should', ({ skip }) => {
  skip(!hasPromtool, 'there is no promtool here');
  execFileSync('promtool', ['check', 'rules', RULES], { stdio: 'pipe' });
  expect(Object.keys(RAISED_BY)).toEqual(rules.map(({ alert }) => alert));
  const firing = 'count by (alertname) (ALERTS{alertstate="firing"})';
  const tests = Object.entries(RAISED_BY).flatMap(([alert, cases]) =>
    cases.map((series, good) => ({
      name: `${alert} ${good ? 'is not raised' : 'is raised'}`,
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      promql_expr_test: [
        {
          expr: firing,
          eval_time: alert === 'LogoutdMemory' ? '45m' : '20m',
          exp_samples: good ? [] : [{ labels: `{alertname="${alert}"}`, value: 1 }],
        },
      ],
    })),
  );
  const file = join(folderForTest(), 'tests.json');
  writeFileSync(file, JSON.stringify({ rule_files: [RULES], evaluation_interval: '1m', tests }));
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

it('the page says of every alert what to do', () => {
  for (const { alert } of rules) expect(pageText).toContain(`\`${alert}\``);
});
