/** The text format of Prometheus, line by line: docs/instrumenting/exposition_formats.md of prometheus/docs, version 0.0.4. */
import type { Match } from './varying.ts';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
// As Go's ParseFloat reads it, which takes Inf and NaN in any case.
const VALUE = '(?:[+-]?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|[Ii][Nn][Ff])|[Nn][Aa][Nn])';
const HELP = new RegExp(`^# HELP (${NAME}) \\S.*$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (?:counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{${LABEL}(?:,${LABEL})*\\})? ${VALUE}$`);

/** A sentence for each line that is none of Prometheus, or of a metric that no line before it names. */
export function metricsFaults(text: string): readonly string[] {
  const named = new Set<string>();
  const lines = text.split('\n');
  const last = lines.pop();
  return [
    ...lines.flatMap((line, at) => {
      const about = (TYPE.exec(line) ?? HELP.exec(line))?.[1];
      if (about !== undefined) named.add(about);
      const sampled = SAMPLE.exec(line)?.[1];
      const isKnown = sampled !== undefined && familiesOf(sampled).some((family) => named.has(family));
      return line === '' || about !== undefined || isKnown ? [] : [`line ${at + 1}`];
    }),
    ...(last === '' ? [] : ['the end of the last line']),
  ];
}

/** The metrics that a sample can be of: those of histograms and summaries have a word more. */
function familiesOf(name: string): readonly string[] {
  return [name, name.replace(/_(?:bucket|sum|count)$/, '')];
}

export const metricsText: Match = {
  is: "Prometheus text with the example's metric in it, in every line",
  fits: (value, { example }) => {
    const lines = String(value).split('\n');
    const [help = '', type] = String(example).split('\n');
    const at = lines.indexOf(help);
    const hasExample =
      at >= 0 && lines[at + 1] === type && /^process_start_time_seconds \d+$/.test(lines[at + 2] ?? '');
    return hasExample && metricsFaults(String(value)).length === 0;
  },
};
